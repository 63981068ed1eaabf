import { type Clock, type ClockPolicy, usedTime, workingTimeBetween } from '@lanzha/engine/deadlines';
import { calendarOf } from './calendars.ts';

/** What a room asks of a clock; the numbers come from its parameters. */
export interface ClockSpec {
  /** A text that `calendarOf` knows. */
  readonly calendar: string;
  /** Names → ids of rule_param versions: kept, so that the clock can be explained later. */
  readonly params: Readonly<Record<string, string>>;
  /** Working time from the start, ms; or the instant itself. */
  readonly due: number | Date;
  /** Pre-warnings before `due`, ms, the longest first, given the working time between start and due. */
  prewarn(due: number): readonly number[];
  /** After `due`, ms, the shortest first. */
  readonly escalate: readonly number[];
}

/** The policy for a clock that would start at `at`, or for one that runs already. */
export function policyOf(spec: ClockSpec, from: number | Clock): ClockPolicy {
  const calendar = calendarOf(spec.calendar);
  const due = typeof spec.due === 'number' ? spec.due : spanUntil(calendar, from, spec.due.getTime());
  return { calendar, due, prewarn: spec.prewarn(due).map(Math.round), escalate: spec.escalate };
}

function spanUntil(calendar: ClockPolicy['calendar'], from: number | Clock, due: number): number {
  const base = typeof from === 'number' ? from : (from.runningSince ?? from.startedAt);
  const before = typeof from === 'number' ? 0 : from.used;
  if (due < base) return before + (calendar.kind === 'always' ? due - base : 0);
  return typeof from === 'number' || from.runningSince === null
    ? before + workingTimeBetween(calendar, base, due)
    : usedTime(from, due);
}
