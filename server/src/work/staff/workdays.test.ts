import { expect, test } from 'vitest';
import { addWorkdays } from './workdays.ts';

test.each([
  ['2025-03-07', 1, '2025-03-10', 'over a weekend'],
  ['2025-09-30', 1, '2025-10-09', 'over National Day'],
  ['2025-01-24', 1, '2025-01-26', 'a Sunday made up for the Spring Festival is a working day'],
  ['2025-03-10', 0, '2025-03-10', 'none is the day itself'],
])('%s and %i working days is %s: %4$s', (day, count, end) => {
  expect(addWorkdays(day, count)).toBe(end);
});
