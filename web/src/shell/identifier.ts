/** Seven digits in a row, however spaced, may be a phone, an identity or an account number. */
export const holdsIdentifier = (text: string): boolean => /\d(?:[\s-]*\d){6}/.test(text.normalize('NFKC'));
