import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const cookieName = 'lanzha_session';
export const csrfHeader = 'x-csrf-token';
/** Set by the browser's own polling: such a request does not count as a sign of life of the person. */
export const backgroundHeader = 'x-lanzha-background';

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Compares without telling by the time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hashOfToken(a), hashOfToken(b));
}
