/** The rules that the server holds (ground/passwords), told before anything is sent. */
export const leastLength = 8;
export const leastClasses = 3;
const leastDifferent = 5;

/** How many of the four classes a password uses: capitals, small letters, digits, everything else. */
export const classesIn = (password: string): number =>
  [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;

export type PasswordFault =
  | { fault: 'empty' }
  | { fault: 'short'; length: number }
  | { fault: 'plain'; classes: number }
  | { fault: 'name' }
  | { fault: 'repeats' };

export const passwordFault = (password: string, username: string): PasswordFault | null => {
  if (password === '') return { fault: 'empty' };
  const length = [...password].length;
  if (length < leastLength) return { fault: 'short', length };
  const classes = classesIn(password);
  if (classes < leastClasses) return { fault: 'plain', classes };
  if (username !== '' && password.toLowerCase().includes(username.toLowerCase())) return { fault: 'name' };
  return new Set(password).size < leastDifferent ? { fault: 'repeats' } : null;
};
