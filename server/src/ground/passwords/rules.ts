/** Shortest password (rules.md §10.3: at least 8 characters of three classes). */
const minimum = 8;
const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/] as const;

/** The rule that a new password breaks, as a sentence for its owner; null when it will do. */
export function weaknessOf(password: string, username: string): string | null {
  if ([...password].length < minimum) return `口令至少 ${minimum} 位。`;
  if (classes.filter((kind) => kind.test(password)).length < 3) {
    return '口令须含大写字母、小写字母、数字、符号中的至少三类。';
  }
  if (password.toLowerCase().includes(username.toLowerCase())) return '口令不能包含用户名。';
  if (new Set(password).size < 5) return '口令中重复的字符太多。';
  return null;
}
