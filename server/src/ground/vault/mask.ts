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

/** First 3 and last 4 stay: 110***********001X. Passports and the like are shorter: one letter and two digits. */
export function maskIdNo(idNo: string): string {
  if (idNo.length <= 6) return '*'.repeat(idNo.length);
  return idNo.length < 15 ? ends(idNo, 1, 2) : ends(idNo, 3, 4);
}

/** First 6 and last 4 stay: 622202******1234. An account that is a phone or a mail address is masked as that. */
export function maskAccount(account: string): string {
  const at = account.indexOf('@');
  if (at > 0) return `${account[0]}***${account.slice(at)}`;
  if (/^1\d{10}$/.test(account)) return maskPhone(account);
  if (account.length >= 14) return ends(account, 6, 4);
  return account.length >= 8 ? ends(account, 2, 2) : ends(account, 1, 1);
}

function ends(value: string, first: number, last: number): string {
  if (value.length <= first + last) return '*'.repeat(value.length);
  return value.slice(0, first) + '*'.repeat(value.length - first - last) + value.slice(-last);
}

// Digits as people write them to be read or to hide them: any script, circled, in Chinese words.
const digit = '[\\p{Nd}\\p{No}〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]';
const gap = '[\\s\\p{Cf}\\p{Pd}\\p{Pc}.．。·・,，/／~～|\\uFE0F\\u20E3]{0,3}';
// Seven or more in a row: a phone, an id or an account.
const numberInText = new RegExp(`${digit}(?:${gap}${digit}){6,}[xXＸ]?`, 'gu');
const amount = /^\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,2})?$/;
const mailInText = /[\w.+-]+(?=@[\w-]+\.\w)/g;
const chatInText = /(wxid_|QQ[::\s]*)\w{4,}/gi;

/** Masks numbers, mail addresses and chat names inside free text; numbers keep their first 3 and last 2 or 4 so that people can compare. */
export function maskText(text: string): string {
  return text
    .replace(numberInText, maskNumber)
    .replace(mailInText, (name) => `${name[0]}***`)
    .replace(chatInText, (_, kind: string) => `${kind}***`);
}

function maskNumber(found: string): string {
  if (amount.test(found)) return found;
  const digits = [...found.normalize('NFKC')].filter((letter) =>
    /[\p{N}xX〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]/u.test(letter),
  );
  const tail = digits.length >= 11 ? 4 : 2;
  return (
    digits.slice(0, 3).join('') +
    '*'.repeat(Math.max(digits.length - 3 - tail, 2)) +
    digits.slice(-tail).join('')
  );
}
