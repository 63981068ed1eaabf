import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitAfter } from './backoff.ts';

test('waits longer each time, within half of what the doubling says, and never longer than the longest', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, chance) => {
        const wait = waitAfter(failures, 30_000, 21_600_000, chance);
        const whole = Math.min(30_000 * 2 ** Math.min(failures - 1, 40), 21_600_000);
        expect(wait).toBeGreaterThanOrEqual(whole / 2);
        expect(wait).toBeLessThanOrEqual(whole);
      },
    ),
  );
});

test('two that failed together do not come back together', () => {
  expect(waitAfter(3, 30_000, 1e9, 0.1)).not.toBe(waitAfter(3, 30_000, 1e9, 0.9));
});
