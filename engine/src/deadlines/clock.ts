import { addWorkingTime, workingTimeBetween } from './calendar.ts';
import { type ClockPolicy, isPrewarning, ladderOf, type Step } from './policy.ts';

/** `met` in time, `late` after it was due, `cancelled` when the duty fell away. */
export type ClockState = 'running' | 'paused' | 'met' | 'late' | 'cancelled';

/** One clock. Instants in ms since 1970, spans in ms of working time. Immutable: every act answers a new one. */
export interface Clock {
  readonly state: ClockState;
  readonly policy: ClockPolicy;
  readonly startedAt: number;
  /** Working time spent before `runningSince`; all of it when the clock does not run. */
  readonly used: number;
  readonly runningSince: number | null;
  /** When a pause ends by itself: a clock that stands still is never forgotten. Kept when it ends while paused. */
  readonly pausedUntil: number | null;
  readonly endedAt: number | null;
  /** Steps that have fired: none fires twice, whatever happens to the clock afterwards. */
  readonly fired: readonly Step[];
}

/** An act that this clock does not allow now. */
export interface ClockRefusal {
  readonly refused: 'not-running' | 'not-paused' | 'not-ended' | 'before-start';
}
export const isRefusal = (value: object): value is ClockRefusal => 'refused' in value;

const isEnded = ({ state }: Clock) => state === 'met' || state === 'late' || state === 'cancelled';

/** @throws RangeError for a policy whose steps are out of order */
export function startClock(policy: ClockPolicy, at: number): Clock {
  ladderOf(policy);
  return {
    state: 'running',
    policy,
    startedAt: at,
    used: 0,
    runningSince: at,
    pausedUntil: null,
    endedAt: null,
    fired: [],
  };
}

/** Working time spent until `at`. */
export function usedTime({ used, runningSince, policy }: Clock, at: number): number {
  return runningSince === null ? used : used + workingTimeBetween(policy.calendar, runningSince, at);
}

/** When a span of working time since the start is over; of a paused clock, if nobody resumes it earlier. null once ended. */
function instantAfter(clock: Clock, after: number): number | null {
  const base = clock.runningSince ?? (clock.state === 'paused' ? clock.pausedUntil : null);
  return base === null ? null : addWorkingTime(clock.policy.calendar, base, after - clock.used);
}

/** The instant of a step, fired or not; null once the clock has ended, or when the policy has no such step. */
export function instantOf(clock: Clock, step: Step): number | null {
  const rung = ladderOf(clock.policy).find((each) => each.step === step);
  return rung === undefined ? null : instantAfter(clock, rung.after);
}

/** What happens next by itself: the end of a pause, or a step that has not fired. null: nothing ever will. */
export function nextStep(clock: Clock): { step: Step | 'resume'; at: number } | null {
  if (clock.state === 'paused') return { step: 'resume', at: clock.pausedUntil ?? Number.POSITIVE_INFINITY };
  for (const { step, after } of ladderOf(clock.policy)) {
    const at = clock.fired.includes(step) ? null : instantAfter(clock, after);
    if (at !== null) return { step, at };
  }
  return null;
}

/**
 * Marks what has come by `at`, in order. A pre-warning that was overtaken stays silent: nobody is warned of what has
 * happened. The end of a pause counts from when it ended, however late it is noticed.
 */
export function fireDue(clock: Clock, at: number): { clock: Clock; fired: (Step | 'resume')[] } {
  const over = clock.state === 'paused' && clock.pausedUntil !== null && clock.pausedUntil <= at;
  const awake: Clock = over
    ? { ...clock, state: 'running', runningSince: clock.pausedUntil, pausedUntil: null }
    : clock;
  const come =
    awake.state !== 'running'
      ? []
      : ladderOf(awake.policy).filter(({ step, after }) => {
          const instant = awake.fired.includes(step) ? null : instantAfter(awake, after);
          return instant !== null && instant <= at;
        });
  const steps = come.map(({ step }) => step);
  const newest = steps.at(-1);
  const loud = steps.filter((step) => !isPrewarning(step) || step === newest);
  return {
    clock: steps.length === 0 ? awake : { ...awake, fired: [...awake.fired, ...steps] },
    fired: over ? ['resume', ...loud] : loud,
  };
}

/** Stands still until `until` at the latest. */
export function pauseClock(clock: Clock, at: number, until: number): Clock | ClockRefusal {
  if (clock.state !== 'running' || clock.runningSince === null) return { refused: 'not-running' };
  if (at < clock.runningSince || until < at) return { refused: 'before-start' };
  return { ...clock, state: 'paused', used: usedTime(clock, at), runningSince: null, pausedUntil: until };
}

/** Goes on with the time that was left. */
export function resumeClock(clock: Clock, at: number): Clock | ClockRefusal {
  if (clock.state !== 'paused') return { refused: 'not-paused' };
  return { ...clock, state: 'running', runningSince: at, pausedUntil: null };
}

/** The duty was done: `met` when no more time was spent than was due, else `late`. */
export function stopClock(clock: Clock, at: number): Clock | ClockRefusal {
  return end(clock, at, usedTime(clock, at) > clock.policy.due ? 'late' : 'met');
}

/** The duty fell away: closed otherwise, merged, handed out of the house. Nothing fires any more. */
export function cancelClock(clock: Clock, at: number): Clock | ClockRefusal {
  return end(clock, at, 'cancelled');
}

function end(clock: Clock, at: number, state: ClockState): Clock | ClockRefusal {
  if (isEnded(clock)) return { refused: 'not-running' };
  const endedAt = Math.max(at, clock.runningSince ?? at);
  return { ...clock, state, used: usedTime(clock, endedAt), runningSince: null, endedAt };
}

/** Work goes on after an end with the time that was left; what fired stays fired. The time in between does not count. */
export function reopenClock(clock: Clock, at: number): Clock | ClockRefusal {
  if (!isEnded(clock)) return { refused: 'not-ended' };
  return { ...clock, state: 'running', runningSince: at, pausedUntil: null, endedAt: null };
}

/** The end was a mistake and is taken back: as if it had never been, so the time in between counts. */
export function takeBackEnd(clock: Clock): Clock | ClockRefusal {
  if (!isEnded(clock)) return { refused: 'not-ended' };
  return clock.pausedUntil === null
    ? { ...clock, state: 'running', runningSince: clock.endedAt, endedAt: null }
    : { ...clock, state: 'paused', endedAt: null };
}

/**
 * Another policy from `at` on: time already spent stays spent. Steps that lie ahead again may fire again, those that
 * have passed and did not fire come at once. An ended clock keeps its end.
 */
export function changePolicy(clock: Clock, policy: ClockPolicy, at: number): Clock {
  const ladder = ladderOf(policy);
  const running = clock.runningSince !== null && policy.calendar !== clock.policy.calendar;
  const rebased: Clock = running
    ? { ...clock, used: usedTime(clock, at), runningSince: Math.max(at, clock.runningSince ?? at) }
    : clock;
  const used = usedTime(clock, at);
  const passed = new Set(ladder.filter(({ after }) => after <= used).map(({ step }) => step));
  return { ...rebased, policy, fired: clock.fired.filter((step) => passed.has(step)) };
}

/**
 * Two duties turn out to be one: the one that has less time left goes on from `at`, and what fired on either stays
 * fired. It stands still only while both do. One that has ended gives way to one that has not.
 */
export function mergeClocks(kept: Clock, other: Clock, at: number): Clock {
  if (isEnded(other)) return kept;
  if (isEnded(kept)) return other;
  const left = (clock: Clock) => clock.policy.due - usedTime(clock, at);
  const [tighter, looser] = left(other) < left(kept) ? [other, kept] : [kept, other];
  const ladder = ladderOf(tighter.policy);
  const common = {
    ...tighter,
    startedAt: Math.min(kept.startedAt, other.startedAt),
    fired: ladder.map(({ step }) => step).filter((step) => [...kept.fired, ...other.fired].includes(step)),
  };
  if (tighter.state === looser.state)
    return tighter.pausedUntil === null || looser.pausedUntil === null
      ? common
      : { ...common, pausedUntil: Math.min(tighter.pausedUntil, looser.pausedUntil) };
  return tighter.state === 'running'
    ? common
    : { ...common, state: 'running', runningSince: at, pausedUntil: null };
}
