import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmount } from './amount.ts';

test.each([
  ['3万5', 3_500_000],
  ['3万5千', 3_500_000],
  ['3万5000', 3_500_000],
  ['3万500', 3_050_000],
  ['3万零5', 3_000_500],
  ['三万五', 3_500_000],
  ['三万五千', 3_500_000],
  ['叁万伍仟元整', 3_500_000],
  ['3.5万', 3_500_000],
  ['3.5w', 3_500_000],
  ['５千', 500_000],
  ['35,000元', 3_500_000],
  ['35，000.50', 3_500_050],
  ['¥ 35000', 3_500_000],
  ['人民币35000元', 3_500_000],
  ['三百五', 35_000],
  ['二十五块', 2_500],
  ['十二', 1_200],
  ['一百零五块钱', 10_500],
  ['12块5角', 1_250],
  ['12元3角4分', 1_234],
  ['1亿2000万', 12_000_000_000],
  ['两千', 200_000],
  ['两万两千', 2_200_000],
  ['0.01', 1],
])('%s is %i fen', (typed, fen) => expect(readAmount(typed)).toBe(fen));

test.each([
  '',
  ' ',
  '元',
  '0',
  '-5',
  '一二三',
  '3万5万',
  '万',
  '大约3万',
  '0.001',
  '1e5',
  '3..5',
  '一百亿零一元',
  '35000 40000美元',
])('%s is no sum', (typed) => expect(readAmount(typed)).toBeNull());

const fen = fc.integer({ min: 1, max: 1_000_000_000_000 });

describe('any sum', () => {
  test('is read back however it is grouped, spaced and named', () => {
    const shapes = [
      (yuan: string) => yuan,
      (yuan: string) => `${yuan}元`,
      (yuan: string) => `¥${yuan}`,
      (yuan: string) => `${yuan.replace(/\B(?=(\d{3})+\.)/g, ',')} 元`,
    ];
    fc.assert(
      fc.property(fen, fc.constantFrom(...shapes), (sum, shape) => {
        expect(readAmount(shape((sum / 100).toFixed(2)))).toBe(sum);
      }),
    );
  });

  test('of whole thousands reads the same in 万 as in figures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 9 }), (wan, thousands) => {
        const sum = (wan * 10_000 + thousands * 1_000) * 100;
        expect(readAmount(`${wan}万${thousands}`)).toBe(sum);
        expect(readAmount(`${wan}万${thousands}千`)).toBe(sum);
        expect(readAmount(`${wan}.${thousands}万`)).toBe(sum);
      }),
    );
  });

  test('never is a part of a fen, nothing, or a guess: what is read is a whole positive number', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789.,万千百十亿元角分零一二三两 w¥') }),
        (typed) => {
          const sum = readAmount(typed);
          if (sum !== null) expect(Number.isSafeInteger(sum) && sum > 0).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
