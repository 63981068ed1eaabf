/** Masking for answers (rules.md §10.1). Done in the server: the browser never has what it may not show. */

export function maskName(name: string): string {
  const letters = [...name.trim()];
  return letters.length < 2 ? letters.join('') : letters[0] + '*'.repeat(Math.min(letters.length - 1, 3));
}

/** First 3 and last 4 stay: 138****1234. Short numbers (96110, 110) are nobody's. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[\s-]/g, '');
  if (digits.length <= 6) return digits;
  if (digits.length <= 8) return digits.slice(0, 2) + '*'.repeat(digits.length - 4) + digits.slice(-2);
  return digits.slice(0, 3) + '*'.repeat(digits.length - 7) + digits.slice(-4);
}

/** First 3 and last 4 stay: 110***********001X. */
export function maskIdNo(idNo: string): string {
  return idNo.length <= 7
    ? '*'.repeat(idNo.length)
    : idNo.slice(0, 3) + '*'.repeat(idNo.length - 7) + idNo.slice(-4);
}

/** First 6 and last 4 stay: 622202******1234. */
export function maskAccount(account: string): string {
  return account.length <= 10
    ? '*'.repeat(Math.max(account.length - 4, 0)) + account.slice(-4)
    : account.slice(0, 6) + '*'.repeat(account.length - 10) + account.slice(-4);
}

// Seven or more digits in a row, blanks, hyphens and full-width digits allowed between: a phone, an id or an account.
const numberInText = /[0-9０-９](?:[\s\-–—]?[0-9０-９]){6,}[xXＸ]?/g;

/** Masks numbers inside free text; what is masked keeps its first 3 and last 2 or 4 digits so that people can compare. */
export function maskText(text: string): string {
  return text.replace(numberInText, (found) => {
    const digits = found.normalize('NFKC').replace(/[^0-9xX]/g, '');
    const tail = digits.length >= 11 ? 4 : 2;
    return digits.slice(0, 3) + '*'.repeat(digits.length - 3 - tail) + digits.slice(-tail);
  });
}
