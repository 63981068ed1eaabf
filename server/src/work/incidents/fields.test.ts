import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownOf, maskField, maskWords, normaliseField } from './fields.ts';

const known = knownOf({ victimName: '钱小梅', victimIdNo: '330206199203040527', victimPhone: null }, [
  { fromName: '钱小梅', toName: '孙得利' },
]);

test('everybody who is told of is masked wherever the words spell them out', () => {
  expect(maskWords('钱小梅说钱转给了孙得利，身份证330206199203040527', known)).toBe(
    '钱**说钱转给了孙**，身份证330***********0527',
  );
});

test('a number is kept without the blanks people write between its digits, and found again with any of them', () => {
  const digits = fc.stringMatching(/^\d{16,19}$/);
  const gaps = fc.array(fc.constantFrom('', ' ', '-', '  '), { minLength: 18, maxLength: 18 });
  fc.assert(
    fc.property(digits, gaps, (number, between) => {
      const typed = [...number].map((digit, at) => digit + (between[at] ?? '')).join('');
      expect(normaliseField('toAccount', typed)).toBe(number);
    }),
  );
});

test('full-width digits become plain ones, an account that is a mail address stays one', () => {
  expect(normaliseField('fromAccount', '６２１７ ００１２')).toBe('62170012');
  expect(normaliseField('toAccount', 'pay@example.com')).toBe('pay@example.com');
  expect(normaliseField('victimIdNo', '33020619900101001x')).toBe('33020619900101001X');
});

test('no account of a card shows more than its first six and last four', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{14,19}$/), (account) => {
      const shown = maskField('toAccount', account, []);
      expect(shown).toHaveLength(account.length);
      expect(shown.replace(/\D/g, '').length).toBe(10);
    }),
  );
});
