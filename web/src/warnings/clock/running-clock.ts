import type { WarningSummary } from '@lanzha/contract';

type Timed = Pick<WarningSummary, 'clock' | 'receivedAt' | 'state'>;
export type RunningClock = {
  /** What must have happened by then. */
  what: 'contact' | 'meet';
  /** Milliseconds since the epoch. */
  due: number;
  from: number;
};

/** The clock that runs: first contact, then the meeting if one is due; null when nothing is owed any more. */
export const runningClock = ({ clock, receivedAt, state }: Timed): RunningClock | null => {
  if (state === 'closed') return null;
  const from = Date.parse(receivedAt);
  if (clock.contactDue !== null && clock.contactedAt === null)
    return { what: 'contact', due: Date.parse(clock.contactDue), from };
  if (clock.meetDue !== null && clock.metAt === null)
    return { what: 'meet', due: Date.parse(clock.meetDue), from };
  return null;
};

export type Urgency = 'calm' | 'soon' | 'over';
/** The last quarter of the time counts as soon, and never less than five minutes. */
export const urgencyOf = ({ due, from }: RunningClock, now: number): Urgency => {
  const left = due - now;
  if (left < 0) return 'over';
  return left <= Math.max((due - from) / 4, 5 * 60_000) ? 'soon' : 'calm';
};

/** Time to or since an instant in its two largest units; below an hour also the seconds count. */
export type Span = { unit: 'days' | 'hours' | 'minutes'; large: number; small: number };
export const spanOf = (milliseconds: number): Span => {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return { unit: 'days', large: Math.floor(hours / 24), small: hours % 24 };
  if (hours >= 1) return { unit: 'hours', large: hours, small: minutes % 60 };
  return { unit: 'minutes', large: minutes, small: seconds % 60 };
};

export const isOverdue = (warning: Timed, now: number): boolean => {
  const clock = runningClock(warning);
  return clock !== null && clock.due < now;
};
