import { expect, test } from 'vitest';
import { heightsOf } from './heights.ts';
import { readRecordsSearch } from './search.ts';
import { weekdayOf } from './weekday.ts';

test('bars stand against the largest; a gap stays a gap and a nought is seen', () => {
  const { most, heights } = heightsOf(
    [
      [4, 2],
      [null, 0],
    ],
    40,
  );
  expect(most).toBe(4);
  expect(heights).toEqual([
    [40, 20],
    [null, 1],
  ]);
});

test('without any value nothing is drawn', () => {
  expect(heightsOf([[null, null]], 40)).toEqual({ most: null, heights: [] });
});

test('an address names a figure that is known, and a unit by its id', () => {
  const unit = '019483aa-0000-7000-8000-000000000000';
  expect(readRecordsSearch({ figure: 'closed.refused', unit })).toEqual({ figure: 'closed.refused', unit });
  expect(readRecordsSearch({ figure: 'everything', unit: 'x' })).toEqual({});
});

test('the weekday is that of Asia/Shanghai', () => {
  expect(weekdayOf('2026-03-02', 'zh-CN')).toBe('周一');
  expect(weekdayOf('2026-03-02', 'en')).toBe('Monday');
});
