import { expect, test } from 'vitest';
import { codeFits, inGroups } from './code-rules.ts';

test('six digits are a code, with blanks too', () => {
  expect(['123456', '123 456', ' 123456 '].every(codeFits)).toBe(true);
  expect(['', '12345', '1234567', '12345a', '１２３４５６'].some(codeFits)).toBe(false);
});

test('a secret is shown in groups of four', () => {
  expect(inGroups('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
  expect(inGroups('ABCD')).toBe('ABCD');
});
