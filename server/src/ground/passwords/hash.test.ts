import { describe, expect, test } from 'vitest';
import { hashPassword, passwordFits } from './hash.ts';

describe('a stored password', () => {
  test('lets in who knows it and nobody else', async () => {
    const stored = await hashPassword('Sunny-river-2846');
    expect(await passwordFits('Sunny-river-2846', stored)).toBe(true);
    expect(await passwordFits('Sunny-river-2847', stored)).toBe(false);
    expect(await passwordFits('', stored)).toBe(false);
  });

  test('is salted: the same password is stored differently each time', async () => {
    const [a, b] = await Promise.all([hashPassword('Same-one-1'), hashPassword('Same-one-1')]);
    expect(a).not.toBe(b);
  });

  test('fits however the input method composed its characters', async () => {
    const stored = await hashPassword('Ångström-1');
    expect(await passwordFits('Ångström-1'.normalize('NFD'), stored)).toBe(true);
  });

  test('of nobody fits nothing, not even the stand-in', async () => {
    expect(await passwordFits('', null)).toBe(false);
    expect(await passwordFits('A', null)).toBe(false);
  });
});
