import { addWorkingTime, type Calendar, workingTimeBetween } from './calendar.ts';

/** How long a duty may take, in working time of its calendar; milliseconds. `due` and `escalate` are apart (features.md, clocks). */
export interface ClockPolicy {
  readonly calendar: Calendar;
  /** Warn the person this long before `due`; 0 = no pre-warning. */
  readonly prewarn: number;
  readonly due: number;
  /** When the next level is told, counted from the start like `due`; never before it. */
  readonly escalate: number;
}

/** One clock. `used` is working time already spent; it runs while `runningSince` is set. Instants in ms since 1970. */
export interface Clock {
  readonly state: 'running' | 'paused' | 'stopped' | 'cancelled';
  readonly used: number;
  readonly runningSince: number | null;
  readonly policy: ClockPolicy;
  /** Steps that have fired: none fires twice, whatever happens to the clock afterwards. */
  readonly fired: readonly Step[];
}

export const steps = ['prewarn', 'due', 'escalate'] as const;
export type Step = (typeof steps)[number];

/** An act that this clock does not allow now; `reason` is for people. */
export interface ClockRefusal {
  readonly refused: 'not-running' | 'not-paused' | 'not-ended' | 'before-start';
}
export const isRefusal = (value: Clock | ClockRefusal): value is ClockRefusal => 'refused' in value;

export function startClock(policy: ClockPolicy, at: number): Clock {
  return { state: 'running', used: 0, runningSince: at, policy, fired: [] };
}

/** Working time spent until `at`. */
export function usedTime(clock: Clock, at: number): number {
  if (clock.runningSince === null) return clock.used;
  return clock.used + workingTimeBetween(clock.policy.calendar, clock.runningSince, at);
}

/** The instant of a step, or null while the clock does not run, or when the policy has no such step. */
export function instantOf(clock: Clock, step: Step): number | null {
  if (clock.runningSince === null) return null;
  const after = spanOf(clock.policy, step);
  if (after === null) return null;
  return addWorkingTime(clock.policy.calendar, clock.runningSince, Math.max(0, after - clock.used));
}

function spanOf(policy: ClockPolicy, step: Step): number | null {
  switch (step) {
    case 'prewarn':
      return policy.prewarn > 0 ? Math.max(0, policy.due - policy.prewarn) : null;
    case 'due':
      return policy.due;
    case 'escalate':
      return Math.max(policy.due, policy.escalate);
  }
}

/** The next step that has not fired and when; null when nothing will fire. */
export function nextStep(clock: Clock): { step: Step; at: number } | null {
  for (const step of steps) {
    if (clock.fired.includes(step)) continue;
    const at = instantOf(clock, step);
    if (at !== null) return { step, at };
  }
  return null;
}

/** Marks the steps that are due at `at`, in order. A pre-warning that was overtaken by its due time stays silent. */
export function fireDue(clock: Clock, at: number): { clock: Clock; fired: Step[] } {
  const fired = steps.filter((step) => {
    if (clock.fired.includes(step)) return false;
    const instant = instantOf(clock, step);
    return instant !== null && instant <= at;
  });
  const loud = fired.includes('due') ? fired.filter((step) => step !== 'prewarn') : fired;
  return { clock: fired.length === 0 ? clock : { ...clock, fired: [...clock.fired, ...fired] }, fired: loud };
}

export function pauseClock(clock: Clock, at: number): Clock | ClockRefusal {
  if (clock.state !== 'running') return { refused: 'not-running' };
  if (at < clock.runningSince!) return { refused: 'before-start' };
  return { ...clock, state: 'paused', used: usedTime(clock, at), runningSince: null };
}

export function resumeClock(clock: Clock, at: number): Clock | ClockRefusal {
  if (clock.state !== 'paused') return { refused: 'not-paused' };
  return { ...clock, state: 'running', runningSince: at };
}

/** The duty was done. */
export function stopClock(clock: Clock, at: number): Clock | ClockRefusal {
  return end(clock, at, 'stopped');
}

/** The duty fell away: closed otherwise, unit dissolved, merged. Nothing fires any more. */
export function cancelClock(clock: Clock, at: number): Clock | ClockRefusal {
  return end(clock, at, 'cancelled');
}

function end(clock: Clock, at: number, state: 'stopped' | 'cancelled'): Clock | ClockRefusal {
  if (clock.state === 'stopped' || clock.state === 'cancelled') return { refused: 'not-running' };
  return {
    ...clock,
    state,
    used: usedTime(clock, Math.max(at, clock.runningSince ?? at)),
    runningSince: null,
  };
}

/** Work begins again: the full time counts anew from `at`, and every step may fire again. */
export function reopenClock(clock: Clock, at: number): Clock | ClockRefusal {
  if (clock.state === 'running' || clock.state === 'paused') return { refused: 'not-ended' };
  return startClock(clock.policy, at);
}

/** Another policy from `at` on: time already spent stays spent; steps that fired stay fired unless the new due lies ahead again. */
export function changePolicy(clock: Clock, policy: ClockPolicy, at: number): Clock {
  const used = usedTime(clock, at);
  const running = clock.runningSince !== null;
  const changed: Clock = {
    ...clock,
    used,
    runningSince: running ? Math.max(at, clock.runningSince!) : null,
    policy,
  };
  return { ...changed, fired: clock.fired.filter((step) => (spanOf(policy, step) ?? 0) <= used) };
}

/** Two duties turn out to be one: the one that has less time left goes on; what fired on either stays fired. */
export function mergeClocks(kept: Clock, other: Clock, at: number): Clock {
  const left = (clock: Clock) => clock.policy.due - usedTime(clock, at);
  const tighter = left(other) < left(kept) ? other : kept;
  const running = kept.state === 'running' || other.state === 'running';
  return {
    state: running ? 'running' : kept.state,
    used: usedTime(tighter, at),
    runningSince: running ? at : null,
    policy: tighter.policy,
    fired: steps.filter((step) => kept.fired.includes(step) || other.fired.includes(step)),
  };
}
