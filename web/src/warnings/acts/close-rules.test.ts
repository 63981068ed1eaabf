import { expect, test } from 'vitest';
import { asksReason, usualOutcome } from './close-rules.ts';

const clock = {
  contactDue: null,
  meetDue: null,
  contactedAt: null,
  metAt: null,
  warnAt: null,
  paused: false,
};
const met = { ...clock, metAt: '2026-03-01T00:00:00Z' };
const asks = (outcome: Parameters<typeof asksReason>[0]['outcome'], more = {}) => ({
  outcome,
  falseAlarm: 'real_service' as const,
  stopPayment: undefined,
  ...more,
});

test('a high level that nobody met asks why it ends', () => {
  expect(asksReason(asks('dissuaded'), { level: 'urgent', clock })).toBe('meet');
  expect(asksReason(asks('refused'), { level: 'high', clock })).toBe('meet');
  expect(asksReason(asks('dissuaded'), { level: 'urgent', clock: met })).toBeNull();
});

test('a middle level reached by call ends without a word', () => {
  expect(asksReason(asks('dissuaded'), { level: 'middle', clock })).toBeNull();
});

test('another mismatch than the usual ones, and a payment that cannot be stopped, are explained', () => {
  expect(asksReason(asks('not_matched'), { level: 'low', clock })).toBeNull();
  expect(asksReason(asks('not_matched', { falseAlarm: 'other' }), { level: 'low', clock })).toBe('mismatch');
  expect(asksReason(asks('cheated', { stopPayment: 'asked' }), { level: 'high', clock })).toBeNull();
  expect(asksReason(asks('cheated', { stopPayment: 'not_possible' }), { level: 'low', clock })).toBe(
    'stopPayment',
  );
});

test('closing begins with what is recommended, else with what the state says', () => {
  const close = { act: 'close', why: 'truly_unreachable', method: null, outcome: 'unreachable' } as const;
  const call = { act: 'contact', why: 'other_way', method: 'sms', outcome: null } as const;
  expect(usualOutcome({ next: [call, close], state: 'contacting' })).toBe('unreachable');
  expect(usualOutcome({ next: [call], state: 'contacting' })).toBe('not_matched');
  expect(usualOutcome({ next: [], state: 'contacted' })).toBe('dissuaded');
});
