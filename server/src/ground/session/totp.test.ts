import { Secret } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** RFC 6238, appendix B, SHA-1: `12345678901234567890`; its codes have eight digits, of which ours are the last six. */
const secret = Secret.fromLatin1('12345678901234567890').base32;
const vectors = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const;

describe('a code of the generator', () => {
  test.each(vectors)('at %i s is that of RFC 6238', (seconds, eight) => {
    expect(stepOfCode(secret, eight.slice(2), seconds * 1_000)).toBe(Math.floor(seconds / 30));
  });

  test('is taken one step early and one late, no more', () => {
    const at = 1_234_567_890_000;
    const step = Math.floor(at / 30_000);
    const code = '005924';
    expect(stepOfCode(secret, code, at - 30_000)).toBe(step);
    expect(stepOfCode(secret, code, at + 30_000)).toBe(step);
    expect(stepOfCode(secret, code, at - 60_000)).toBeNull();
    expect(stepOfCode(secret, code, at + 60_000)).toBeNull();
  });

  test('may be typed with blanks, as telephones show it', () => {
    expect(stepOfCode(secret, ' 005 924 ', 1_234_567_890_000)).not.toBeNull();
  });

  test.each(['', '5924', '89005924', '00592４', 'abcdef', '００５９２４'])('%j is none', (code) => {
    expect(stepOfCode(secret, code, 1_234_567_890_000)).toBeNull();
  });
});

test('a secret has 160 bits and is never the same', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
});

test('the square code says whose code it is and how it is made', () => {
  const uri = new URL(totpUri(secret, 'zhangmin'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('拦诈:zhangmin');
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    secret,
    issuer: '拦诈',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
