import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 signs that people do not confuse: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A one-time code of 60 random bits: XXXX-XXXX-XXXX. */
export function newOneTimeCode(): string {
  const signs = [...randomBytes(12)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** sha256 in hex; small letters, blanks, missing hyphens and O, I, L for 0, 1, 1 do not matter. */
export function hashOfCode(code: string): string {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}

export function codeFits(code: string, storedHash: string | null): boolean {
  const given = Buffer.from(hashOfCode(code), 'hex');
  const stored = Buffer.from(storedHash ?? '', 'hex');
  return (
    timingSafeEqual(given, stored.length === given.length ? stored : Buffer.alloc(given.length)) &&
    storedHash !== null
  );
}
