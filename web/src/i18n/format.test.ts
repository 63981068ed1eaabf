import { expect, test } from 'vitest';
import { dayOf, endOfDay, formatInstant, formatYuan, startOfDay } from './format.ts';

test('instants are told in the time of Asia/Shanghai', () => {
  expect(formatInstant('2026-03-01T16:30:00Z', 'zh-CN', 'time')).toBe('00:30');
  expect(dayOf(new Date('2026-03-01T16:30:00Z'))).toBe('2026-03-02');
});

test('a moment of today leaves the date out, another day keeps it', () => {
  const now = Date.parse('2026-03-02T05:00:00Z');
  expect(formatInstant('2026-03-02T01:05:00Z', 'zh-CN', 'moment', now)).toBe('09:05');
  expect(formatInstant('2026-03-01T01:05:00Z', 'zh-CN', 'moment', now)).toBe('3月1日 09:05');
});

test('an instant that cannot be read is shown as it came', () => {
  expect(formatInstant('soon', 'en', 'full')).toBe('soon');
});

test('a day reaches from its first to its last second', () => {
  expect(new Date(startOfDay('2026-03-02')).toISOString()).toBe('2026-03-01T16:00:00.000Z');
  expect(new Date(endOfDay('2026-03-02')).toISOString()).toBe('2026-03-02T15:59:59.000Z');
});

test('fen become yuan with two places', () => {
  expect(formatYuan(1_234_500)).toBe('12,345.00');
  expect(formatYuan(7)).toBe('0.07');
});
