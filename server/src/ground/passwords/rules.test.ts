import { describe, expect, test } from 'vitest';
import { weaknessOf } from './rules.ts';

describe('a new password', () => {
  test.each([
    ['Abc-123', '至少 8 位'],
    ['abcdefgh1', '三类'],
    ['ABCDEFGH1', '三类'],
    ['12345678', '三类'],
    ['Wangwu-2026', '用户名'],
    ['xWANGWUx-1', '用户名'],
    ['Aa1Aa1Aa1', '重复'],
  ])('%s is refused with its rule', (password, rule) => {
    expect(weaknessOf(password, 'wangwu')).toContain(rule);
  });

  test.each(['Abcdef12', 'abcdef-12', '春暖花开Abc1日日', 'correct Horse 7'])('%s will do', (password) => {
    expect(weaknessOf(password, 'wangwu')).toBeNull();
  });
});
