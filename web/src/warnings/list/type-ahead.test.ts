import { expect, test } from 'vitest';
import { numberTyped } from './type-ahead.ts';

test('digits in quick succession make one number, after a pause a new one begins', () => {
  const one = numberTyped({ digits: '', at: 0 }, '1', 5_000);
  const two = numberTyped(one, '0', 5_400);
  expect(two.digits).toBe('10');
  expect(numberTyped(two, '7', 6_400).digits).toBe('7');
});
