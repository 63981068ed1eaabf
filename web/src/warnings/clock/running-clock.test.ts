import { expect, test } from 'vitest';
import { isOverdue, runningClock, urgencyOf } from './running-clock.ts';

const minute = 60_000;
const at = (minutes: number) => new Date(minutes * minute).toISOString();
const none = { contactDue: null, meetDue: null, contactedAt: null, metAt: null, warnAt: null, paused: false };
type Clock = Parameters<typeof runningClock>[0]['clock'];
const warning = (clock: Partial<Clock>, state: 'new' | 'closed' = 'new') => ({
  state,
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

test('it is soon from the pre-warning on, and over after it was due', () => {
  const clock = { what: 'contact', due: 120 * minute, warn: 96 * minute, paused: false } as const;
  expect(urgencyOf(clock, 96 * minute - 1)).toBe('calm');
  expect(urgencyOf(clock, 96 * minute)).toBe('soon');
  expect(urgencyOf(clock, 120 * minute)).toBe('soon');
  expect(urgencyOf(clock, 120 * minute + 1)).toBe('over');
  expect(urgencyOf({ ...clock, warn: null }, 119 * minute)).toBe('calm');
});

test('while it stands still it is neither soon nor over', () => {
  const clock = { what: 'contact', due: 120 * minute, warn: 96 * minute, paused: true } as const;
  expect(urgencyOf(clock, 130 * minute)).toBe('still');
  expect(isOverdue(warning({ contactDue: at(15), paused: true }), 99 * minute)).toBe(false);
  expect(isOverdue(warning({ contactDue: at(15) }), 99 * minute)).toBe(true);
});
