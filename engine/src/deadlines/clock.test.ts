import { describe, expect, test } from 'vitest';
import {
  type Clock,
  type ClockRefusal,
  cancelClock,
  changePolicy,
  fireDue,
  instantOf,
  isRefusal,
  mergeClocks,
  nextStep,
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
  stopClock,
  takeBackEnd,
} from './clock.ts';
import type { ClockPolicy } from './policy.ts';
import { always, office } from './testing/calendars.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (text: string) => Date.parse(`2026-09-28T${text}+08:00`);
const ok = (value: Clock | ClockRefusal): Clock => {
  if (isRefusal(value)) throw new Error(value.refused);
  return value;
};

const policy: ClockPolicy = { calendar: office, due: 2 * hour, prewarn: [30 * minute], escalate: [hour] };
const clock = startClock(policy, at('09:00'));

describe('a clock', () => {
  test('warns before, is due, and escalates later: three instants', () => {
    expect(instantOf(clock, 'prewarn1')).toBe(at('10:30'));
    expect(instantOf(clock, 'due')).toBe(at('11:00'));
    expect(instantOf(clock, 'escalate1')).toBe(at('12:00'));
    expect(instantOf(clock, 'escalate2')).toBe(null);
  });

  test('does not run while paused; pausing twice and pauses without an end are refused', () => {
    const paused = ok(pauseClock(clock, at('10:00'), at('16:00')));
    expect(instantOf(paused, 'due')).toBe(at('17:00')); // if nobody resumes it
    expect(isRefusal(pauseClock(paused, at('10:05'), at('16:00')))).toBe(true);
    expect(isRefusal(pauseClock(clock, at('10:05'), at('10:00')))).toBe(true);
    expect(instantOf(ok(resumeClock(paused, at('15:00'))), 'due')).toBe(at('16:00'));
  });

  test('goes on by itself when its pause is over, counted from then, however late that is noticed', () => {
    const paused = ok(pauseClock(clock, at('10:00'), at('15:00')));
    expect(nextStep(paused)).toEqual({ step: 'resume', at: at('15:00') });
    expect(fireDue(paused, at('14:59')).fired).toEqual([]);
    expect(fireDue(paused, at('16:10')).fired).toEqual(['resume', 'due']);
  });

  test('fires each step once, and a pre-warning overtaken by its due time stays silent', () => {
    const late = fireDue(clock, at('11:30'));
    expect(late.fired).toEqual(['due']);
    expect(fireDue(late.clock, at('11:31')).fired).toEqual([]);
    expect(fireDue(late.clock, at('14:01')).fired).toEqual(['escalate1']);
  });

  test('warns several times before: of those missed only the newest speaks', () => {
    const stop = startClock(
      { calendar: always, due: 48 * hour, prewarn: [24 * hour, 6 * hour, hour], escalate: [] },
      0,
    );
    expect(fireDue(stop, 24 * hour).fired).toEqual(['prewarn1']);
    expect(fireDue(stop, 43 * hour).fired).toEqual(['prewarn2']);
    expect(fireDue(stop, 47 * hour).fired).toEqual(['prewarn3']);
    expect(fireDue(stop, 48 * hour).fired).toEqual(['due']);
  });

  test('ends as met up to the instant it is due, later as late', () => {
    expect(ok(stopClock(clock, at('11:00'))).state).toBe('met');
    expect(ok(stopClock(clock, at('11:01'))).state).toBe('late');
    expect(isRefusal(stopClock(ok(stopClock(clock, at('10:00'))), at('10:01')))).toBe(true);
  });

  test('reopened goes on with the time that was left', () => {
    const stopped = ok(stopClock(clock, at('10:00')));
    expect(instantOf(ok(reopenClock(stopped, at('15:00'))), 'due')).toBe(at('16:00'));
    expect(isRefusal(reopenClock(clock, at('10:00')))).toBe(true);
  });

  test('an end taken back never was: the time in between counts, a pause goes on', () => {
    const stopped = ok(stopClock(clock, at('10:00')));
    expect(instantOf(ok(takeBackEnd(stopped)), 'due')).toBe(at('11:00'));
    const paused = ok(cancelClock(ok(pauseClock(clock, at('10:00'), at('16:00'))), at('10:30')));
    expect(ok(takeBackEnd(paused))).toMatchObject({ state: 'paused', pausedUntil: at('16:00') });
  });

  test('keeps time spent when the policy changes; a due that moves ahead again may fire again', () => {
    const fired = fireDue(clock, at('11:00')).clock;
    const longer = changePolicy(fired, { ...policy, due: 5 * hour }, at('11:00'));
    expect(instantOf(longer, 'due')).toBe(at('16:00'));
    expect(fireDue(longer, at('16:00')).fired).toEqual(['due']);
    const shorter = changePolicy(clock, { ...policy, due: 30 * minute, prewarn: [] }, at('10:00'));
    expect(fireDue(shorter, at('10:00')).fired).toEqual(['due']);
  });

  test('a policy with steps out of order is refused', () => {
    expect(() => startClock({ ...policy, escalate: [hour, minute] }, 0)).toThrow(RangeError);
    expect(() => startClock({ ...policy, prewarn: [minute, hour] }, 0)).toThrow(RangeError);
  });
});

describe('two clocks that turn out to be one', () => {
  const other = startClock({ ...policy, due: hour }, at('09:30'));

  test('keep the tighter time', () => {
    expect(instantOf(mergeClocks(clock, other, at('10:00')), 'due')).toBe(at('10:30'));
    expect(instantOf(mergeClocks(other, clock, at('10:00')), 'due')).toBe(at('10:30'));
  });

  test('run while one of them runs, and say nothing again', () => {
    const warned = fireDue(clock, at('10:30')).clock;
    const paused = ok(pauseClock(other, at('10:00'), at('16:00')));
    const merged = mergeClocks(warned, paused, at('10:30'));
    expect(merged.state).toBe('running');
    expect(merged.fired).toEqual(['prewarn1']);
    expect(instantOf(merged, 'due')).toBe(at('11:00'));
  });

  test('one that has ended gives way', () => {
    const done = ok(stopClock(clock, at('10:00')));
    expect(mergeClocks(done, other, at('10:00'))).toBe(other);
    expect(mergeClocks(clock, done, at('10:00'))).toBe(clock);
  });
});

// What others had to mend, each as it must be here (features.md, row "clocks").
describe('bugs of others', () => {
  test('Zammad #4353: a duty that is withdrawn leaves nothing behind, even when it was overdue already', () => {
    const overdue = fireDue(clock, at('11:00')).clock;
    const withdrawn = ok(cancelClock(overdue, at('11:10')));
    expect(nextStep(withdrawn)).toBe(null);
    expect(fireDue(withdrawn, at('17:00')).fired).toEqual([]);
  });

  test('Zammad #904: of two merged duties only one goes on', () => {
    const absorbed = ok(cancelClock(clock, at('10:00')));
    expect(instantOf(absorbed, 'due')).toBe(null);
    expect(fireDue(absorbed, at('17:00')).fired).toEqual([]);
  });

  test('Chatwoot #10178: what is done stops counting', () => {
    const done = ok(stopClock(clock, at('10:00')));
    expect(nextStep(done)).toBe(null);
    expect(done.used).toBe(hour);
  });

  test('Chatwoot #14009: a lunch break does not count, in either half of the day', () => {
    expect(instantOf(startClock(policy, at('11:30')), 'due')).toBe(at('15:30'));
    expect(instantOf(startClock(policy, at('13:00')), 'due')).toBe(at('16:00'));
  });

  test('Zammad #5177: a later duty that is shorter does not overrule the first; each keeps its own instants', () => {
    const first = startClock(policy, at('09:00'));
    const second = startClock({ ...policy, due: hour }, at('09:00'));
    expect(fireDue(second, at('10:00')).fired).toEqual(['due']);
    expect(fireDue(first, at('10:00')).fired).toEqual([]);
  });

  test('Zammad #3180: around the clock means that midnight counts too', () => {
    const start = at('23:30');
    const wholeDay = {
      ...office,
      week: Array.from({ length: 7 }, () => [[0, 1440]] as const),
      exceptions: new Map(),
    };
    expect(instantOf(startClock({ ...policy, calendar: wholeDay }, start), 'due')).toBe(start + 2 * hour);
    expect(instantOf(startClock({ ...policy, calendar: always }, start), 'due')).toBe(start + 2 * hour);
  });

  test('Zammad #4432: pre-warning, due and escalation all keep to the working hours', () => {
    const evening = startClock(policy, at('16:30'));
    expect(instantOf(evening, 'prewarn1')).toBe(Date.parse('2026-09-29T09:00+08:00'));
    expect(instantOf(evening, 'due')).toBe(Date.parse('2026-09-29T09:30+08:00'));
    expect(instantOf(evening, 'escalate1')).toBe(Date.parse('2026-09-29T10:30+08:00'));
  });
});
