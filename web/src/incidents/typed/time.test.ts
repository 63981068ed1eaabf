import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTold, writeTold } from './time.ts';

/** Monday, 2 March 2026, 21:30 in Shanghai. */
const now = Date.parse('2026-03-02T21:30:00+08:00');
const read = (typed: string) => {
  const told = readTold(typed, now);
  return told === null ? null : `${writeTold(told)} ${told.precision}`;
};

test.each([
  ['昨天下午3点20', '2026-03-01 15:20 minute'],
  ['昨天下午三点二十分', '2026-03-01 15:20 minute'],
  ['昨天下午3点20分15秒', '2026-03-01 15:20:15 second'],
  ['今天15:20:33', '2026-03-02 15:20:33 second'],
  ['今天 15:20', '2026-03-02 15:20 minute'],
  ['15：20', '2026-03-02 15:20 minute'],
  ['下午三点半', '2026-03-02 15:30 minute'],
  ['下午3点一刻', '2026-03-02 15:15 minute'],
  ['上午十点左右', '2026-03-02 10:00 hour'],
  ['中午1点', '2026-03-02 13:00 hour'],
  ['中午12点05', '2026-03-02 12:05 minute'],
  ['前天晚上8点', '2026-02-28 20:00 hour'],
  ['昨天晚上12点', '2026-03-02 00:00 hour'],
  ['昨晚十一点四十', '2026-03-01 23:40 minute'],
  ['凌晨2点10分', '2026-03-02 02:10 minute'],
  ['23:40', '2026-03-01 23:40 minute'],
  ['3月1日 9:05', '2026-03-01 09:05 minute'],
  ['3月1号上午9点05', '2026-03-01 09:05 minute'],
  ['11月20日', '2025-11-20 day'],
  ['28号下午2点', '2026-02-28 14:00 hour'],
  ['2026-03-02 15:20', '2026-03-02 15:20 minute'],
  ['2026/3/2 15:20:01', '2026-03-02 15:20:01 second'],
  ['2026年3月2日下午三点二十', '2026-03-02 15:20 minute'],
  ['2025年12月31日', '2025-12-31 day'],
  ['去年12月31日', '2025-12-31 day'],
  ['20260302152033', '2026-03-02 15:20:33 second'],
  ['昨天', '2026-03-01 day'],
  ['十分钟前', '2026-03-02 21:20 minute'],
  ['半小时前', '2026-03-02 21:00 hour'],
  ['半个小时前', '2026-03-02 21:00 hour'],
  ['1个小时前', '2026-03-02 20:30 hour'],
  ['刚才', '2026-03-02 21:30 minute'],
])('%s is %s', (typed, expected) => expect(read(typed)).toBe(expected));

test.each([
  '',
  '不知道',
  '15',
  '25点',
  '13月1日',
  '2月30日',
  '明天下午',
  '今天23:00',
  '2027-01-01 10:00',
  '下午',
  '三点60分',
])('%s is no moment of the past', (typed) => expect(read(typed)).toBeNull());

describe('any moment of the past', () => {
  const past = fc
    .integer({ min: Date.parse('2020-01-01T00:00:00+08:00'), max: now })
    .map((ms) => ms - (ms % 1_000));

  test('written out is read again to the same second', () => {
    fc.assert(
      fc.property(past, (ms) => {
        const told = { at: new Date(ms).toISOString(), precision: 'second' } as const;
        expect(readTold(writeTold(told), now)).toEqual(told);
        expect(readTold(writeTold(told).replace(/\D/g, ''), now)).toEqual(told);
      }),
    );
  });

  test('nothing that is read lies in the future, whatever is typed', () => {
    const letters = [...'今昨前天上下午晚早中0123456789点:分秒半年月日号- 三十刻'];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters) }), (typed) => {
        const told = readTold(typed, now);
        if (told !== null) expect(Date.parse(told.at)).toBeLessThanOrEqual(now + 300_000);
      }),
      { numRuns: 3_000 },
    );
  });
});
