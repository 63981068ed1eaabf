import {
  type Clock,
  type ClockRefusal,
  cancelClock,
  changePolicy,
  instantOf,
  isRefusal,
  mergeClocks,
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
  stopClock,
  takeBackEnd,
} from '@lanzha/engine/deadlines';
import { type ClockRow, fromClock, samePolicy, toClock } from './clock-row.ts';
import type { ClockOrder } from './orders.ts';
import { type ClockSpec, policyOf } from './spec.ts';

export interface CarriedOut {
  readonly row: ClockRow;
  /** For the log; undefined when nothing happened that is worth an entry. */
  readonly event?: string | undefined;
}

/** A new row for a clock that starts. */
export function started(
  { kind, id, policy, placeCode, unitId }: Omit<ClockOrder, 'act'>,
  spec: ClockSpec,
  at: Date,
  before?: ClockRow,
): ClockRow {
  return {
    subject_kind: kind,
    subject_id: id,
    policy,
    calendar: spec.calendar,
    params: spec.params,
    ...fromClock(startClock(policyOf(spec, at.getTime()), at.getTime())),
    pauses: 0,
    pause_reason: null,
    failures: 0,
    place_code: placeCode,
    unit_id: unitId,
    version: (before?.version ?? 0) + 1,
  };
}

/** One order on one clock: the row as it is afterwards, or why not. Pure; `row` is held by the caller. */
export function carryOut(
  row: ClockRow | undefined,
  order: ClockOrder,
  at: Date,
  other?: ClockRow,
): CarriedOut | ClockRefusal {
  if (order.act === 'start') return { row: started(order, order.spec, at, row), event: 'start' };
  if (row === undefined)
    return order.act === 'run'
      ? { row: started(order, order.spec, at), event: 'start' }
      : { refused: 'not-running' };
  const clock = toClock(row);
  const now = at.getTime();
  switch (order.act) {
    case 'run':
      return ran(row, clock, order, order.spec, at);
    case 'pause':
      return changed(row, order, pauseClock(clock, now, order.until.getTime()), 'pause', {
        pauses: row.pauses + 1,
        pause_reason: order.reason,
      });
    case 'move':
      return changed(row, order, clock, undefined);
    case 'resume':
      return changed(row, order, resumeClock(clock, now), 'resume');
    case 'reopen':
      return changed(row, order, reopenClock(clock, now), 'reopen');
    case 'meet': {
      const ended = stopClock(clock, now);
      return changed(row, order, ended, isRefusal(ended) ? 'meet' : ended.state);
    }
    case 'cancel':
      return changed(row, order, cancelClock(clock, now), 'cancel');
    case 'absorb':
      return other === undefined
        ? { refused: 'not-running' }
        : changed(row, order, mergeClocks(clock, toClock(other), now), 'merge', mergedFrom(row, other, now));
  }
}

function ran(
  row: ClockRow,
  clock: Clock,
  order: ClockOrder,
  spec: ClockSpec,
  at: Date,
): CarriedOut | ClockRefusal {
  const meant = (one: Clock) => typeof spec.due !== 'number' && instantOf(one, 'due') === spec.due.getTime();
  const takenBack = takeBackEnd(clock);
  if (!isRefusal(takenBack))
    return meant(takenBack)
      ? changed(row, order, takenBack, 'takeBack')
      : { row: started(order, spec, at, row), event: 'start' };
  if (clock.state === 'paused' && meant(clock)) return changed(row, order, clock, undefined);
  const resumed = resumeClock(clock, at.getTime());
  const running = isRefusal(resumed) ? clock : resumed;
  const policy = policyOf(spec, running);
  if (isRefusal(resumed) && samePolicy(policy, clock.policy)) return changed(row, order, clock, undefined);
  const next = changePolicy(running, policy, at.getTime());
  return changed(row, order, next, 'policy', { calendar: spec.calendar, params: spec.params });
}

/** The tighter clock's policy comes with its calendar and parameters. */
function mergedFrom(row: ClockRow, other: ClockRow, now: number): Partial<ClockRow> {
  const merged = mergeClocks(toClock(row), toClock(other), now);
  return samePolicy(merged.policy, toClock(row).policy)
    ? {}
    : { calendar: other.calendar, params: other.params };
}

function changed(
  row: ClockRow,
  { placeCode, unitId }: ClockOrder,
  clock: Clock | ClockRefusal,
  event: string | undefined,
  more: Partial<ClockRow> = {},
): CarriedOut | ClockRefusal {
  if (isRefusal(clock)) return clock;
  const next: ClockRow = {
    ...row,
    ...fromClock(clock),
    ...more,
    place_code: placeCode,
    unit_id: unitId,
    version: row.version + 1,
  };
  return { row: next, event };
}
