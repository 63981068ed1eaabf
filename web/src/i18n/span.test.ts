import { expect, test } from 'vitest';
import { spanOf } from './span.ts';

const minute = 60_000;

test.each([
  [90_000, { unit: 'minutes', large: 1, small: 30 }],
  [-90_000, { unit: 'minutes', large: 1, small: 30 }],
  [125 * minute, { unit: 'hours', large: 2, small: 5 }],
  [49 * 60 * minute, { unit: 'days', large: 2, small: 1 }],
  [0, { unit: 'minutes', large: 0, small: 0 }],
])('%i ms is said in its two largest units', (ms, span) => expect(spanOf(ms)).toEqual(span));
