import { expect, test } from 'vitest';
import { createUnknownNames } from './unknown-names.ts';

const limits = { failures: 3, lockMs: 60_000 };

test('a name that nobody has is locked like an account, and freed again', () => {
  const names = createUnknownNames();
  expect(names.fail('ghost', 0, limits)).toBeNull();
  expect(names.fail('ghost', 1, limits)).toBeNull();
  expect(names.fail('ghost', 2, limits)).toBe(60_002);
  expect(names.lockedUntil('ghost', 60_001)).toBe(60_002);
  expect(names.lockedUntil('ghost', 60_002)).toBeNull();
  expect(names.fail('ghost', 60_003, limits)).toBeNull();
});

test('only so many names are remembered', () => {
  const names = createUnknownNames(2);
  for (const name of ['a', 'b', 'c']) for (let i = 0; i < 3; i++) names.fail(name, 0, limits);
  expect(['a', 'b', 'c'].map((name) => names.lockedUntil(name, 1) !== null)).toEqual([false, true, true]);
});

test('failures long past do not count where they are to be forgotten', () => {
  const names = createUnknownNames();
  const forgetting = { ...limits, forgetMs: 1_000 };
  names.fail('ghost', 0, forgetting);
  names.fail('ghost', 1, forgetting);
  expect(names.fail('ghost', 1_001, forgetting)).toBeNull();
  expect(names.fail('ghost', 1_002, forgetting)).toBeNull();
  expect(names.fail('ghost', 1_003, forgetting)).toBe(61_003);
});
