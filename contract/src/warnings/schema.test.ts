import { describe, expect, test } from 'vitest';
import { closeInput, listQuery, meetInput, revealInput } from './schema.ts';

const id = '019483aa-0000-7000-8000-000000000000';

describe('what a person types', () => {
  test.each(['\u200b\u200b', '\u0000\u0000a', ' \u2060 b ', '\ufeff'])(
    '%j is not a reason to reveal',
    (reason) => {
      expect(revealInput.safeParse({ id, field: 'phone', reason }).success).toBe(false);
    },
  );

  test('an invisible proof is none, and money saved has a bound', () => {
    const close = (amount: number, proof: string) =>
      closeInput.safeParse({ id, version: 1, outcome: 'dissuaded', saved: { amount, proof } }).success;
    expect(close(5_000_000, '\u0000')).toBe(false);
    expect(close(Number.MAX_SAFE_INTEGER, '转账失败截图')).toBe(false);
    expect(close(5_000_000, '转账失败截图')).toBe(true);
  });

  test('keeps its lines and its meaning', () => {
    expect(
      closeInput.parse({ id, version: 1, outcome: 'not_matched', note: ' 第一行\n第二\u200b行 ' }).note,
    ).toBe('第一行\n第二行');
  });

  test('an invisible companion is nobody', () => {
    expect(meetInput.safeParse({ id, version: 1, companions: ['\u200b'] }).success).toBe(false);
  });
});

test('mine=false in an address means no', () => {
  expect(listQuery.parse({ mine: 'false', overdue: 'true' })).toMatchObject({ mine: false, overdue: true });
});

test('years that nobody means are refused', () => {
  expect(listQuery.safeParse({ from: '0000-01-01T00:00:00Z' }).success).toBe(false);
  expect(listQuery.safeParse({ from: '2026-01-01T00:00:00Z' }).success).toBe(true);
});
