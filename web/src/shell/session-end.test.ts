import { expect, test } from 'vitest';
import { phaseAt } from './session-end.ts';

const end = { idle: 900_000, absolute: 43_200_000 };

test('nothing is said until a minute before the end', () => {
  expect(phaseAt(0, end)).toEqual({ phase: 'quiet', wait: 840_000 });
  expect(phaseAt(839_999, end)).toEqual({ phase: 'quiet', wait: 1 });
});

test('then it is said how long is left, and at the end it is over', () => {
  expect(phaseAt(840_000, end)).toEqual({ phase: 'warn', absolute: false, wait: 60_000 });
  expect(phaseAt(899_000, end)).toEqual({ phase: 'warn', absolute: false, wait: 1_000 });
  expect(phaseAt(900_000, end)).toEqual({ phase: 'over' });
});

test('the end that no work puts off is told apart', () => {
  const last = { idle: 43_200_000, absolute: 43_200_000 };
  expect(phaseAt(43_190_000, last)).toEqual({ phase: 'warn', absolute: true, wait: 10_000 });
});
