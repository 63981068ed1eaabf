import { expect, test } from 'vitest';
import { isOverdue, runningClock, spanOf, urgencyOf } from './running-clock.ts';

const minute = 60_000;
const at = (minutes: number) => new Date(minutes * minute).toISOString();
const none = { contactDue: null, meetDue: null, contactedAt: null, metAt: null };
const warning = (
  clock: Partial<typeof none> | Record<string, string | null>,
  state: 'new' | 'closed' = 'new',
) => ({
  state,
  receivedAt: at(0),
  clock: { ...none, ...clock },
});

test('contact runs first, the meeting after it', () => {
  expect(runningClock(warning({ contactDue: at(15), meetDue: at(60) }))?.what).toBe('contact');
  expect(runningClock(warning({ contactDue: at(15), meetDue: at(60), contactedAt: at(9) }))?.what).toBe(
    'meet',
  );
  expect(runningClock(warning({ contactDue: at(15), contactedAt: at(9) }))).toBeNull();
  expect(
    runningClock(warning({ contactDue: at(15), meetDue: at(60), contactedAt: at(9), metAt: at(30) })),
  ).toBeNull();
});

test('a closed warning owes nothing', () => {
  expect(runningClock(warning({ contactDue: at(15) }, 'closed'))).toBeNull();
  expect(isOverdue(warning({ contactDue: at(15) }, 'closed'), 99 * minute)).toBe(false);
});

test('the last quarter is soon, afterwards it is over', () => {
  const clock = { what: 'contact', due: 120 * minute, from: 0 } as const;
  expect(urgencyOf(clock, 89 * minute)).toBe('calm');
  expect(urgencyOf(clock, 90 * minute)).toBe('soon');
  expect(urgencyOf(clock, 120 * minute)).toBe('soon');
  expect(urgencyOf(clock, 120 * minute + 1)).toBe('over');
});

test('of a short time the last five minutes are soon', () => {
  expect(urgencyOf({ what: 'contact', due: 15 * minute, from: 0 }, 10 * minute)).toBe('soon');
});

test('a span is told in its two largest units', () => {
  expect(spanOf(12 * minute + 5_900)).toEqual({ unit: 'minutes', large: 12, small: 5 });
  expect(spanOf(-3 * minute)).toEqual({ unit: 'minutes', large: 3, small: 0 });
  expect(spanOf(125 * minute)).toEqual({ unit: 'hours', large: 2, small: 5 });
  expect(spanOf((3 * 24 + 7) * 60 * minute)).toEqual({ unit: 'days', large: 3, small: 7 });
});
