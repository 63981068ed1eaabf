import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readYuan } from './money.ts';

test.each([
  ['30000', 3_000_000],
  ['30,000.50', 3_000_050],
  [' 3 0000 ', 3_000_000],
  ['\uff13\uff10\uff10\uff10\uff10', 3_000_000],
  ['\uff13\uff10\uff0c000', 3_000_000],
  ['3万', 3_000_000],
  ['3.5 万元', 3_500_000],
  ['1.2345万', 1_234_500],
  ['2亿', 20_000_000_000],
  ['5千', 500_000],
  ['¥12.3', 1_230],
  ['\uffe5100元整', 10_000],
  ['0', 0],
])('%s is %i fen', (typed, fen) => expect(readYuan(typed)).toBe(fen));

test.each([
  '',
  '三万',
  '12.345',
  '1.23456789万',
  '-5',
  '1e5',
  '12.',
  '99999999999999999',
  '900000000000000亿',
])('%s cannot be read', (typed) => expect(readYuan(typed)).toBeNull());

test('every whole number of fen comes back from its yuan', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (fen) => {
      const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
      expect(readYuan(yuan)).toBe(fen);
    }),
  );
});
