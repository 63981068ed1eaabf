import { Secret, TOTP } from 'otpauth';

// What every generator on a telephone understands (RFC 6238): SHA-1, six digits, 30 seconds.
const stepSeconds = 30;
const shape = { algorithm: 'SHA1', digits: 6, period: stepSeconds } as const;
/** Steps before and after the present one whose codes are taken: telephones are seldom exact. */
const window = 1;

/** A new secret: 160 random bits in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the square code holds: `otpauth://totp/…`. */
export function totpUri(secret: string, label: string): string {
  return new TOTP({ ...shape, issuer: '拦诈', label, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * The 30-second step (since 1970) a code belongs to; null when it fits none near `now` (milliseconds since 1970).
 * Whoever takes a code keeps its step and takes no code of that or an earlier step again.
 */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const totp = new TOTP({ ...shape, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token, timestamp: now, window });
  return delta === null ? null : Math.floor(now / 1_000 / stepSeconds) + delta;
}
