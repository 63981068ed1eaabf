import type { WarningSummary } from '@lanzha/contract';

type Timed = Pick<WarningSummary, 'clock' | 'state'>;
export type RunningClock = {
  /** What must have happened by then. */
  what: 'contact' | 'meet';
  /** Milliseconds since the epoch. */
  due: number;
  /** From here on it is nearly due; null when nothing warns before. */
  warn: number | null;
  /** It stands still; `due` is then the latest that it can be. */
  paused: boolean;
};

/** The clock that runs: first contact, then the meeting if one is due; null when nothing is owed any more. */
export const runningClock = ({ clock, state }: Timed): RunningClock | null => {
  if (state === 'closed') return null;
  const { contactDue, contactedAt, meetDue, metAt, paused } = clock;
  const rest = { warn: clock.warnAt === null ? null : Date.parse(clock.warnAt), paused };
  if (contactDue !== null && contactedAt === null)
    return { what: 'contact', due: Date.parse(contactDue), ...rest };
  if (meetDue !== null && metAt === null) return { what: 'meet', due: Date.parse(meetDue), ...rest };
  return null;
};

export type Urgency = 'still' | 'calm' | 'soon' | 'over';
/** Soon from the pre-warning on that the server has set. */
export const urgencyOf = ({ due, warn, paused }: RunningClock, now: number): Urgency => {
  if (paused) return 'still';
  if (due < now) return 'over';
  return warn !== null && warn <= now ? 'soon' : 'calm';
};

export const isOverdue = (warning: Timed, now: number): boolean => {
  const clock = runningClock(warning);
  return clock !== null && !clock.paused && clock.due < now;
};
