import { maskText } from './mask.ts';

// A number of a warning has at most ten digits; a telephone with its area code begins with a zero.
const ofWarning = /^(?:no\.?|#|№)?\s*[1-9]\d{0,9}$/i;
const passport = /(?<![\p{L}\p{N}])[a-z]{1,2}\d{7,9}(?![\p{L}\p{N}])/iu;

/** Whether words that somebody looks for hold a telephone, a number of a document or an account: these belong into no address. */
export function holdsIdentifier(words: string): boolean {
  const text = words.normalize('NFKC').trim();
  if (ofWarning.test(text)) return false;
  return passport.test(text) || maskText(text) !== text;
}
