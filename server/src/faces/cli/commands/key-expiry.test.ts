import { expect, test } from 'vitest';
import { readEndOfKey } from './key-expiry.ts';

test.each([
  ['2027-06-30', '2027-06-30T16:00:00.000Z'],
  ['2028-02-29', '2028-02-29T16:00:00.000Z'],
  ['2027-06-30T12:00:00+08:00', '2027-06-30T04:00:00.000Z'],
])('%s ends a key at %s', (text, instant) => expect(readEndOfKey(text)?.toISOString()).toBe(instant));

test.each(['', '2027', '2027-13-01', '2027-02-29', '2027-06-30T12:00:00', '明年', '30d'])(
  '%j is no end',
  (text) => expect(readEndOfKey(text)).toBeNull(),
);
