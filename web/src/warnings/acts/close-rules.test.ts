import { expect, test } from 'vitest';
import { asksReason, maySave } from './close-rules.ts';

const clock = {
  contactDue: null,
  meetDue: null,
  contactedAt: null,
  metAt: null,
  warnAt: null,
  paused: false,
};
const met = { ...clock, metAt: '2026-03-01T00:00:00Z' };

test('a high level that nobody met asks why it ends', () => {
  expect(asksReason('dissuaded', { level: 'urgent', clock })).toBe('meet');
  expect(asksReason('refused', { level: 'high', clock })).toBe('meet');
  expect(asksReason('dissuaded', { level: 'urgent', clock: met })).toBeNull();
});

test('a middle level reached by call ends without a word', () => {
  expect(asksReason('dissuaded', { level: 'middle', clock })).toBeNull();
});

test('a mismatch and a duplicate are always explained', () => {
  expect(asksReason('not_matched', { level: 'low', clock: met })).toBe('mismatch');
  expect(asksReason('duplicate', { level: 'low', clock: met })).toBe('duplicate');
});

test('money is saved only where somebody was about to pay', () => {
  expect(maySave('dissuaded')).toBe(true);
  expect(maySave('not_matched')).toBe(false);
  expect(maySave('unreachable')).toBe(false);
});
