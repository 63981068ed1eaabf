import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardDoubt, fitsLuhn, idNoDoubt, plainNumber } from './numbers.ts';

test('a number with blanks, strokes or full-width digits is the number', () => {
  expect(plainNumber('６２２２ 0212-3456 7890 123')).toBe('6222021234567890123');
});

test('a card with a slip in any one digit is doubted, the card itself never', () => {
  const card = fc
    .stringMatching(/^\d{15,18}$/)
    .map((body) => body + [...'0123456789'].find((last) => fitsLuhn(body + last)));
  fc.assert(
    fc.property(card, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, where, by) => {
      expect(cardDoubt(number)).toBeNull();
      const at = where % number.length;
      const slip = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
      expect(cardDoubt(slip)).toBe('check');
    }),
  );
});

test('accounts without a check digit are not doubted: short ones, mail addresses', () => {
  for (const account of ['33050161', '110901234510', 'pay@example.com', ''])
    expect(cardDoubt(account)).toBeNull();
});

test('an identity number is checked by its last letter and its length', () => {
  expect(idNoDoubt('11010519491231002X')).toBeNull();
  expect(idNoDoubt('11010519491231002x')).toBeNull();
  expect(idNoDoubt('110105194912310021')).toBe('check');
  expect(idNoDoubt('1101051949123100')).toBe('length');
  expect(idNoDoubt('E12345678')).toBeNull();
});
