import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Clock,
  type ClockRefusal,
  cancelClock,
  changePolicy,
  fireDue,
  isRefusal,
  mergeClocks,
  nextStep,
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
  stopClock,
  takeBackEnd,
  usedTime,
} from './clock.ts';
import type { ClockPolicy } from './policy.ts';
import { always, nights, office } from './testing/calendars.ts';
import { MinuteModel, type ModelPolicy } from './testing/minute-model.ts';

const minute = 60_000;
const start = Date.parse('2026-09-30T08:00+08:00');
const calendars = fc.constantFrom(office, nights, always);

const policies: fc.Arbitrary<ModelPolicy> = fc
  .record({
    due: fc.integer({ min: 0, max: 600 }),
    prewarn: fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 3 }),
    escalate: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 3 }),
  })
  .map(({ due, prewarn, escalate }) => ({
    due,
    prewarn: prewarn.toSorted((a, b) => b - a),
    escalate: escalate.toSorted((a, b) => a - b),
  }));

const inMs = (calendar: ClockPolicy['calendar'], { due, prewarn, escalate }: ModelPolicy): ClockPolicy => ({
  calendar,
  due: due * minute,
  prewarn: prewarn.map((span) => span * minute),
  escalate: escalate.map((span) => span * minute),
});

interface Act {
  readonly act: 'wait' | 'pause' | 'resume' | 'stop' | 'cancel' | 'reopen' | 'takeBack' | 'policy';
  readonly wait: number;
  readonly pause: number;
  readonly policy: ModelPolicy;
}
const scripts = fc.array(
  fc.record<Act>({
    act: fc.constantFrom('wait', 'pause', 'resume', 'stop', 'cancel', 'reopen', 'takeBack', 'policy'),
    wait: fc.integer({ min: 0, max: 700 }),
    pause: fc.integer({ min: 0, max: 400 }),
    policy: policies,
  }),
  { maxLength: 14 },
);

/** The act on both; undefined when the clock refuses. */
function both(clock: Clock, model: MinuteModel, { act, pause, policy }: Act, now: number) {
  const done = (next: Clock | ClockRefusal, allowed: boolean) => {
    expect(isRefusal(next)).toBe(!allowed);
    return isRefusal(next) ? clock : next;
  };
  switch (act) {
    case 'wait':
      return clock;
    case 'pause':
      return done(pauseClock(clock, now, now + pause * minute), model.pause(pause));
    case 'resume':
      return done(resumeClock(clock, now), model.resume());
    case 'stop':
      return done(stopClock(clock, now), model.end());
    case 'cancel':
      return done(cancelClock(clock, now), model.end());
    case 'reopen':
      return done(reopenClock(clock, now), model.reopen());
    case 'takeBack':
      return done(takeBackEnd(clock), model.takeBack());
    case 'policy':
      model.change(policy);
      return changePolicy(clock, inMs(clock.policy.calendar, policy), now);
  }
}

test('whatever happens to it, a clock fires what the minute-by-minute model fires, at the same minute', () => {
  fc.assert(
    fc.property(calendars, policies, scripts, (calendar, policy, script) => {
      let now = start;
      let clock = startClock(inMs(calendar, policy), now);
      const model = new MinuteModel(calendar, policy);
      for (const each of script) {
        clock = both(clock, model, each, now);
        for (const until = now + each.wait * minute; ; now += minute) {
          const next = nextStep(clock);
          const { clock: after, fired } = fireDue(clock, now);
          expect(fired).toEqual(model.look());
          expect(next !== null && next.at <= now).toBe(after !== clock); // it knows ahead when that will be
          clock = after;
          expect(usedTime(clock, now)).toBe(model.spent * minute);
          if (now >= until) break;
          model.pass(now);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('a pause that ran out while an end stood is told when the end is taken back', () => {
  const clock = startClock(inMs(always, { due: 60, prewarn: [], escalate: [] }), start);
  const paused = pauseClock(clock, start, start + minute) as Clock;
  const ended = cancelClock(paused, start) as Clock;
  expect(fireDue(ended, start + 2 * minute).fired).toEqual([]);
  expect(fireDue(takeBackEnd(ended) as Clock, start + 2 * minute).fired).toEqual(['resume']);
});

test('looked at seldom, also after a pause, it says the same things, only later, but no pre-warning after the fact', () => {
  const spans = fc.record({
    gap: fc.integer({ min: 1, max: 5000 }),
    pause: fc.integer({ min: 0, max: 900 }),
  });
  fc.assert(
    fc.property(calendars, policies, spans, (calendar, policy, { gap, pause }) => {
      const often: string[] = [];
      const begun = pauseClock(startClock(inMs(calendar, policy), start), start, start + pause * minute);
      if (isRefusal(begun)) throw new Error(begun.refused);
      let clock = begun;
      const seldom = fireDue(begun, start + gap * minute);
      for (let m = 0; m <= gap; m++) {
        const step = fireDue(clock, start + m * minute);
        often.push(...step.fired);
        clock = step.clock;
      }
      expect(seldom.clock).toEqual(clock);
      const loud = (list: readonly string[]) => list.filter((step) => !step.startsWith('prewarn'));
      expect(loud(seldom.fired)).toEqual(loud(often));
      const warned = seldom.fired.length - loud(seldom.fired).length;
      expect(warned).toBeLessThanOrEqual(seldom.fired.includes('due') ? 0 : 1);
    }),
    { numRuns: 150 },
  );
});

test('merging never gives more time and never repeats a step', () => {
  fc.assert(
    fc.property(
      calendars,
      fc.tuple(policies, policies),
      fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 800 })),
      (calendar, [one, two], [later, wait]) => {
        const now = start + (later + wait) * minute;
        const a = fireDue(startClock(inMs(calendar, one), start), now).clock;
        const b = fireDue(startClock(inMs(calendar, two), start + later * minute), now).clock;
        const merged = mergeClocks(a, b, now);
        const left = (c: Clock) => c.policy.due - usedTime(c, now);
        expect(left(merged)).toBe(Math.min(left(a), left(b)));
        const { fired } = fireDue(merged, now + 10_000 * minute);
        for (const step of fired) expect([...a.fired, ...b.fired]).not.toContain(step);
      },
    ),
    { numRuns: 300 },
  );
});
