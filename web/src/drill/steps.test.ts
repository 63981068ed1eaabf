import { beforeEach, expect, test } from 'vitest';
import { keepTour, readTour, steps } from './steps.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
  });
});

test('the tour begins at its first step and goes on where it was left', () => {
  expect(readTour()).toBe(0);
  keepTour(3);
  expect(readTour()).toBe(3);
  keepTour('done');
  expect(readTour()).toBe('done');
});

test.each(['', 'x', '-1', '1.5', String(steps.length), 'NaN'])(
  '%j kept by another release begins anew',
  (value) => {
    kept.set('lanzha.tour', value);
    expect(readTour()).toBe(0);
  },
);
