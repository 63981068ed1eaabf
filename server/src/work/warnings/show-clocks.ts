import { type DutyClock, pauseReasons, warningDuties } from '@lanzha/contract';
import { type ClockRow, readClocks } from '../../ground/clocks/index.ts';
import { policyOf, subjectKind } from './clocks.ts';
import type { Desk } from './desk.ts';
import { readSuperiors, type Superior } from './escalation.ts';
import { pauseBar } from './pause-bar.ts';
import type { WarningRow } from './row.ts';

/** The clocks of a warning as a person sees them, with what that person may do with each. */
export async function readDutyClocks(desk: Desk, warning: WarningRow): Promise<DutyClock[]> {
  const rows = await readClocks(desk.tx, subjectKind, warning.id);
  const superiors = (await readSuperiors(desk.tx, [warning.unit_id])).get(warning.unit_id) ?? [];
  return warningDuties.flatMap((duty) => {
    const row = rows.find((each) => each.policy === policyOf[duty]);
    return row === undefined ? [] : [shown(desk, warning, duty, row, superiors)];
  });
}

const instant = (at: Date | null | undefined) => at?.toISOString() ?? null;

function shown(
  { actor, params, now }: Desk,
  warning: WarningRow,
  clock: DutyClock['clock'],
  row: ClockRow,
  superiors: readonly Superior[],
): DutyClock {
  const handles = actor.acts.includes('warnings.handle');
  const paused = row.state === 'paused';
  return {
    clock,
    state: row.state,
    startedAt: row.started_at.toISOString(),
    dueAt: instant(row.due_at),
    warnAt: instant(row.warn_at[0]),
    endedAt: instant(row.ended_at),
    pausedUntil: paused ? instant(row.paused_until) : null,
    pauseReason: (paused && pauseReasons.find((reason) => reason === row.pause_reason)) || null,
    escalations: row.escalate_at.flatMap((at, i) => {
      const to = superiors[i];
      const done = row.fired.includes(`escalate${i + 1}`);
      return to === undefined ? [] : [{ at: at.toISOString(), to: to.role, unitName: to.unitName, done }];
    }),
    mayPause: handles && pauseBar(warning, clock, row, params, now) === null,
    mayResume: handles && paused,
    pauseMinutes: Math.round(params.milliseconds('warning.clock.pause', now) / 60_000),
  };
}
