import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorkingTime, type Calendar, EmptyCalendar, workingTimeBetween } from './calendar.ts';
import {
  type Clock,
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
  type Step,
  startClock,
  stopClock,
  usedTime,
} from './clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (text: string) => Date.parse(`${text}+08:00`);

const office: Calendar = {
  kind: 'hours',
  offset: 480,
  week: [
    [],
    ...Array.from(
      { length: 5 },
      () =>
        [
          [510, 720],
          [840, 1050],
        ] as const,
    ),
    [],
  ],
  exceptions: new Map([
    ['2026-10-01', []],
    ['2026-10-02', []],
    [
      '2026-10-10',
      [
        [510, 720],
        [840, 1050],
      ],
    ], // a make-up Saturday
  ]),
};
const always: Calendar = { kind: 'always' };

/** The slow truth: walks minute by minute and asks whether this minute is working time. */
function naiveWorks(calendar: Calendar, instant: number): boolean {
  if (calendar.kind === 'always') return true;
  const local = new Date(instant + calendar.offset * minute);
  const minutes = local.getUTCHours() * 60 + local.getUTCMinutes();
  const segments =
    calendar.exceptions.get(local.toISOString().slice(0, 10)) ?? calendar.week[local.getUTCDay()]!;
  return segments.some(([from, to]) => minutes >= from && minutes < to);
}

describe('working time', () => {
  test.each([
    ['2026-09-28T09:00', 2 * hour, '2026-09-28T11:00', 'inside a morning'],
    ['2026-09-28T11:30', hour, '2026-09-28T14:30', 'over the lunch break'],
    ['2026-09-28T17:00', hour, '2026-09-29T09:00', 'over night'],
    ['2026-09-30T17:00', hour, '2026-10-05T09:00', 'over the holiday and the week-end'],
    ['2026-10-09T17:00', hour, '2026-10-10T09:00', 'into a make-up Saturday'],
    ['2026-09-28T12:30', 30 * minute, '2026-09-28T14:30', 'from inside the lunch break'],
  ])('from %s, %i ms end at %s (%s)', (from, duration, end) => {
    expect(addWorkingTime(office, at(from), duration)).toBe(at(end));
  });

  test('agrees with the minute-by-minute truth', () => {
    const from = fc.integer({ min: 0, max: 20 * 1440 }).map((m) => at('2026-09-25T00:00') + m * minute);
    fc.assert(
      fc.property(
        fc.constantFrom(office, always),
        from,
        fc.integer({ min: 1, max: 3000 }),
        (calendar, start, minutes) => {
          const end = addWorkingTime(calendar, start, minutes * minute);
          let worked = 0;
          for (let t = start; t < end; t += minute) if (naiveWorks(calendar, t)) worked++;
          expect(worked).toBe(minutes);
          expect(naiveWorks(calendar, end - minute)).toBe(true); // not a minute later than needed
          expect(workingTimeBetween(calendar, start, end)).toBe(minutes * minute);
        },
      ),
    );
  });

  test('a calendar without working time is refused instead of searched for ever', () => {
    const never: Calendar = {
      kind: 'hours',
      offset: 480,
      week: [[], [], [], [], [], [], []],
      exceptions: new Map(),
    };
    expect(() => addWorkingTime(never, at('2026-01-01T00:00'), 1)).toThrow(EmptyCalendar);
  });
});

const policy = { calendar: office, prewarn: 30 * minute, due: 2 * hour, escalate: 3 * hour };
const ok = (value: Clock | { refused: string }): Clock => {
  if ('refused' in value) throw new Error(value.refused);
  return value;
};

describe('a clock', () => {
  const start = at('2026-09-28T09:00');
  const clock = startClock(policy, start);

  test('has pre-warning, due and escalation apart', () => {
    expect(instantOf(clock, 'prewarn')).toBe(at('2026-09-28T10:30'));
    expect(instantOf(clock, 'due')).toBe(at('2026-09-28T11:00'));
    expect(instantOf(clock, 'escalate')).toBe(at('2026-09-28T12:00'));
  });

  test('does not run while paused, and pausing twice is refused', () => {
    const paused = ok(pauseClock(clock, at('2026-09-28T10:00')));
    expect(nextStep(paused)).toBe(null);
    expect(isRefusal(pauseClock(paused, at('2026-09-28T10:05')))).toBe(true);
    const resumed = ok(resumeClock(paused, at('2026-09-28T15:00')));
    expect(instantOf(resumed, 'due')).toBe(at('2026-09-28T16:00'));
  });

  test('fires each step once, and a due that overtakes its pre-warning fires alone', () => {
    const late = fireDue(clock, at('2026-09-28T11:30'));
    expect(late.fired).toEqual(['due']);
    expect(fireDue(late.clock, at('2026-09-28T11:31')).fired).toEqual([]);
    expect(fireDue(late.clock, at('2026-09-28T14:01')).fired).toEqual(['escalate']);
  });

  test('reopened begins anew; stopped or cancelled it fires nothing', () => {
    const stopped = ok(stopClock(clock, at('2026-09-28T10:00')));
    expect(fireDue(stopped, at('2027-01-01T00:00')).fired).toEqual([]);
    expect(isRefusal(stopClock(stopped, at('2026-09-28T10:01')))).toBe(true);
    expect(instantOf(ok(reopenClock(stopped, at('2026-09-29T09:00'))), 'due')).toBe(at('2026-09-29T11:00'));
    expect(nextStep(ok(cancelClock(clock, at('2026-09-28T10:00'))))).toBe(null);
  });

  test('keeps time spent when the policy changes; a due that moves ahead again may fire again', () => {
    const fired = fireDue(clock, at('2026-09-28T11:00')).clock;
    const longer = changePolicy(
      fired,
      { ...policy, due: 5 * hour, escalate: 6 * hour },
      at('2026-09-28T11:00'),
    );
    expect(instantOf(longer, 'due')).toBe(at('2026-09-28T16:00'));
    expect(fireDue(longer, at('2026-09-28T16:00')).fired).toEqual(['due']);
    const shorter = changePolicy(clock, { ...policy, due: 30 * minute, prewarn: 0 }, at('2026-09-28T10:00'));
    expect(fireDue(shorter, at('2026-09-28T10:00')).fired).toEqual(['due']);
  });

  test('merged with another keeps the tighter time', () => {
    const other = startClock({ ...policy, due: hour }, at('2026-09-28T09:30'));
    const merged = mergeClocks(clock, other, at('2026-09-28T10:00'));
    expect(instantOf(merged, 'due')).toBe(at('2026-09-28T10:30'));
  });
});

type Act = { act: 'pause' | 'resume' | 'reopen' | 'stop' | 'tick' | 'policy'; after: number; due: number };
const acts = fc.array(
  fc.record<Act>({
    act: fc.constantFrom('pause', 'resume', 'reopen', 'stop', 'tick', 'tick', 'tick', 'policy'),
    after: fc.integer({ min: 0, max: 900 }),
    due: fc.integer({ min: 1, max: 900 }),
  }),
  { maxLength: 25 },
);

test('whatever happens to it, a clock is never early, never twice, and its used time is the minutes it ran', () => {
  fc.assert(
    fc.property(fc.constantFrom(office, always), acts, (calendar, script) => {
      let now = at('2026-09-28T08:00');
      let clock = startClock({ calendar, prewarn: 10 * minute, due: 2 * hour, escalate: 3 * hour }, now);
      let naive = 0;
      let firedThisRun: Step[] = [];
      for (const { act, after, due } of script) {
        const until = now + after * minute;
        if (clock.state === 'running')
          for (let t = now; t < until; t += minute) if (naiveWorks(calendar, t)) naive++;
        now = until;
        expect(usedTime(clock, now)).toBe(naive * minute);
        if (act === 'tick') {
          const result = fireDue(clock, now);
          for (const step of result.fired) {
            expect(firedThisRun).not.toContain(step);
            expect(naive * minute).toBeGreaterThanOrEqual(
              step === 'prewarn' ? clock.policy.due - clock.policy.prewarn : clock.policy.due,
            );
          }
          firedThisRun.push(...result.fired);
          clock = result.clock;
          if (clock.state === 'running') {
            const next = nextStep(clock);
            if (next !== null) expect(next.at).toBeGreaterThan(now);
          }
        } else if (act === 'policy') {
          clock = changePolicy(
            clock,
            { ...clock.policy, due: due * minute, escalate: (due + 60) * minute },
            now,
          );
          firedThisRun = firedThisRun.filter((step) => clock.fired.includes(step));
        } else {
          const changed = { pause: pauseClock, resume: resumeClock, stop: stopClock, reopen: reopenClock }[
            act
          ](clock, now);
          if (isRefusal(changed)) continue;
          clock = changed;
          if (act === 'reopen') {
            naive = 0;
            firedThisRun = [];
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});
