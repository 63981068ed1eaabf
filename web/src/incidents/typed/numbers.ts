/** Blanks and strokes that people write between digits; full-width digits. */
export const plainNumber = (typed: string): string =>
  typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

/** The check digit of bank cards (ISO/IEC 7812). */
export function fitsLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const counted = at % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** What looks like a slip of the hand; nothing is refused for it: accounts of companies and of payment firms have no check digit. */
export function cardDoubt(typed: string): 'check' | null {
  const number = plainNumber(typed);
  return /^\d{16,19}$/.test(number) && !fitsLuhn(number) ? 'check' : null;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident identity number of 18 whose last letter does not fit (GB 11643), or of another length. */
export function idNoDoubt(typed: string): 'check' | 'length' | null {
  const number = plainNumber(typed);
  if (!/^\d{6,}[\dX]$/.test(number)) return null;
  if (!/^\d{17}[\dX]$/.test(number)) return 'length';
  const sum = weights.reduce((so, weight, at) => so + weight * Number(number[at]), 0);
  return '10X98765432'[sum % 11] === number[17] ? null : 'check';
}
