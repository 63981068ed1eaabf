import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingTime,
  type Calendar,
  checkCalendar,
  EmptyCalendar,
  workingTimeBetween,
} from './calendar.ts';
import { always, nights, office } from './testing/calendars.ts';
import { isWorking } from './testing/minute-model.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (text: string) => Date.parse(`${text}+08:00`);

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
        fc.constantFrom(office, nights, always),
        from,
        fc.integer({ min: 1, max: 3000 }),
        (calendar, start, minutes) => {
          const end = addWorkingTime(calendar, start, minutes * minute);
          let worked = 0;
          for (let t = start; t < end; t += minute) if (isWorking(calendar, t)) worked++;
          expect(worked).toBe(minutes);
          expect(isWorking(calendar, end - minute)).toBe(true); // not a minute later than needed
          expect(workingTimeBetween(calendar, start, end)).toBe(minutes * minute);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a calendar without working time is named, not searched for ever', () => {
    const empty: Calendar = {
      kind: 'hours',
      offset: 480,
      week: [[], [], [], [], [], [], []],
      exceptions: new Map(),
    };
    expect(() => addWorkingTime(empty, at('2026-09-28T09:00'), hour)).toThrow(EmptyCalendar);
  });
});

describe('a calendar that is read', () => {
  const weekOf = (segments: [number, number][]): Calendar => ({
    kind: 'hours',
    offset: 480,
    week: Array.from({ length: 7 }, () => segments),
    exceptions: new Map(),
  });
  test.each([
    [
      'overlaps',
      [
        [540, 720],
        [700, 900],
      ],
    ],
    ['runs backwards', [[720, 540]]],
    ['leaves the day', [[1200, 1500]]],
    [
      'is out of order',
      [
        [840, 1050],
        [510, 720],
      ],
    ],
  ] as [string, [number, number][]][])('is refused when it %s', (_, segments) => {
    expect(() => checkCalendar(weekOf(segments))).toThrow(RangeError);
  });
  test('may have several shifts a day, up to midnight', () => {
    expect(checkCalendar(nights)).toBe(nights);
    expect(checkCalendar(always)).toBe(always);
  });
});
