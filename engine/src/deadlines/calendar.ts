/** Minutes of a day, half-open: [540, 720) is 9:00–12:00. A day may have several, a lunch break lies between them. */
export type Segment = readonly [from: number, to: number];

/**
 * When working time runs. `always` is 24×7: money does not wait. Otherwise the week (0 = Sunday) with exceptions by date:
 * a public holiday has no segments, a make-up day those of a working day.
 */
export type Calendar =
  | { readonly kind: 'always' }
  | {
      readonly kind: 'hours';
      readonly week: readonly (readonly Segment[])[];
      readonly exceptions: ReadonlyMap<string, readonly Segment[]>;
      /** Local time minus UTC, minutes; 480 for Asia/Shanghai, which has no summer time. */
      readonly offset: number;
    };

const minute = 60_000;
const day = 86_400_000;

/** No working time within this many days: the calendar is empty and a deadline would never come. */
const searchDays = 366;

/** Minutes of a whole day: a segment may end with it, so that [0, 1440) leaves no hole at midnight. */
const dayMinutes = 1_440;

/**
 * A calendar read from a parameter or a list, checked once before clocks run on it.
 * @throws RangeError for segments outside the day, empty, overlapping or out of order, or a week that has not seven days
 */
export function checkCalendar(calendar: Calendar): Calendar {
  if (calendar.kind === 'always') return calendar;
  if (calendar.week.length !== 7) throw new RangeError('a week has seven days');
  for (const segments of [...calendar.week, ...calendar.exceptions.values()]) {
    let open = 0;
    for (const [from, to] of segments) {
      if (!(from >= open && to > from && to <= dayMinutes))
        throw new RangeError(`working time ${from}–${to} is empty, overlaps, or leaves the day`);
      open = to;
    }
  }
  return calendar;
}

/** A calendar on which the time asked for never passes. */
export class EmptyCalendar extends Error {
  override name = 'EmptyCalendar';
}

/** Working segments of a local day, in milliseconds since 1970 (UTC). `dayStart` is the UTC instant of its local midnight. */
function segmentsOf(
  calendar: Extract<Calendar, { kind: 'hours' }>,
  dayStart: number,
): (readonly [number, number])[] {
  const local = new Date(dayStart + calendar.offset * minute);
  const exception = calendar.exceptions.get(local.toISOString().slice(0, 10));
  const segments = exception ?? calendar.week[local.getUTCDay()] ?? [];
  return segments.map(([from, to]) => [dayStart + from * minute, dayStart + to * minute] as const);
}

function localMidnight(calendar: Extract<Calendar, { kind: 'hours' }>, at: number): number {
  const local = at + calendar.offset * minute;
  return local - (((local % day) + day) % day) - calendar.offset * minute;
}

/**
 * The earliest instant at which `duration` ms of working time have passed since `from` (both ms since 1970).
 * A duration of zero or less answers `from` itself; on a calendar that always runs, the instant before it.
 * @throws EmptyCalendar when there is no working time for a year
 */
export function addWorkingTime(calendar: Calendar, from: number, duration: number): number {
  if (calendar.kind === 'always') return from + duration;
  let left = duration;
  let idle = 0;
  for (let start = localMidnight(calendar, from); left > 0; start += day) {
    let worked = false;
    for (const [open, close] of segmentsOf(calendar, start)) {
      const begin = Math.max(open, from);
      if (begin >= close) continue;
      worked = true;
      if (begin + left <= close) return begin + left;
      left -= close - begin;
    }
    idle = worked ? 0 : idle + 1;
    if (idle > searchDays) throw new EmptyCalendar('no working time within a year');
  }
  return from;
}

/** Working time between two instants, ms; 0 when `to` is not after `from`. */
export function workingTimeBetween(calendar: Calendar, from: number, to: number): number {
  if (to <= from) return 0;
  if (calendar.kind === 'always') return to - from;
  let sum = 0;
  for (let start = localMidnight(calendar, from); start < to; start += day) {
    for (const [open, close] of segmentsOf(calendar, start)) {
      sum += Math.max(0, Math.min(close, to) - Math.max(open, from));
    }
  }
  return sum;
}
