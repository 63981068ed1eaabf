import { expect, test } from 'vitest';
import { holdsIdentifier } from './holds-identifier.ts';

test.each([
  '13800001234',
  '138 0000 1234',
  '１３８００００１２３４',
  '+86-138-0000-1234',
  '张三13800001234',
  '33020619900101123X',
  '6222020200112233445',
  '0574-86781234',
  'E12345678',
  'someone@example.com',
  'wxid_abcd1234',
])('%s is an identifier, or holds one', (words) => {
  expect(holdsIdentifier(words)).toBe(true);
});

test.each([
  '',
  '1024',
  '#1024',
  'No. 1024',
  '1234567890',
  '刷单',
  '新碶街道',
  '转账 5 万元',
  '96110',
  '第 3 次',
  '1,234,567.00',
])('%s is looked for in the list', (words) => {
  expect(holdsIdentifier(words)).toBe(false);
});
