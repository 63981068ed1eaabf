import { expect, test } from 'vitest';
import { followUpQuery, linkQuery, reviewQuery, zeroingItemsQuery, zeroingLeftQuery } from './index.ts';

const id = '01a1ffbf-5660-7e4d-ae24-6a933003da00';
const cursor = (...members: unknown[]) => btoa(JSON.stringify(members)).replaceAll('=', '');

test.each([
  ['follow-ups', followUpQuery, ['2026-03-02T01:00:00.000000Z', id], ['0000-01-01T00:00:00.000000Z', id]],
  ['reviews', reviewQuery, ['2026-03-02T01:00:00.000000Z', id], ['0000-01-01T00:00:00.000000Z', id]],
  ['links', linkQuery, ['2026-03-02T01:00:00.000000Z', id], ['0000-01-01T00:00:00.000000Z', id]],
  ['zeroing', zeroingItemsQuery, [true, id, 3, 'infinity', id], [true, id, 99_999, 'infinity', id]],
  [
    'zeroing',
    zeroingItemsQuery,
    [true, id, 3, 'infinity', id],
    [true, id, 3, '0000-01-01T00:00:00.000000Z', id],
  ],
])(
  'a place in the list of %s that no row can have is refused before it is looked for',
  (_, query, good, bad) => {
    expect(query.safeParse({ cursor: cursor(...good) }).success).toBe(true);
    expect(query.safeParse({ cursor: cursor(...bad) }).success).toBe(false);
  },
);

test('a level beyond the levels is no place among what a day left open', () => {
  const asked = (level: number) =>
    zeroingLeftQuery.safeParse({ day: '2026-03-02', cursor: cursor(true, id, level, id) }).success;
  expect([asked(3), asked(99_999)]).toEqual([true, false]);
});
