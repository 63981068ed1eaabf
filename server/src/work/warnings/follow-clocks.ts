import type { WarningDuty } from '@lanzha/contract';
import { type ClockOrder, type ClockStart, startingClocks } from '../../ground/clocks/index.ts';
import type { Giving } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { policyOf, specFor, subjectKind } from './clocks.ts';
import { levelAt, type WarningRow } from './row.ts';

/** The columns of a warning that its clocks follow. */
export type Timed = Pick<
  WarningRow,
  'id' | 'level' | 'state' | 'place_code' | 'unit_id' | 'contact_due' | 'meet_due' | 'contacted_at' | 'met_at'
>;

export interface Followed {
  readonly was: Timed;
  readonly now: Timed;
  /** Warnings that merged into this one by this step. */
  readonly absorbed?: readonly string[] | undefined;
}

const duties = ['contact', 'meet'] as const satisfies readonly WarningDuty[];

/** To start the clocks of warnings that were just made: one statement for all of them. */
export function startingWarningClocks(params: Params, warnings: readonly Timed[], at: Date): Giving<void> {
  const starts = warnings.flatMap((warning) =>
    duties.flatMap((duty): ClockStart[] => {
      const standing = standingOf(warning, duty);
      return standing.is === 'owed'
        ? [{ ...keyOf(warning, duty), spec: specOf(params, warning, duty, standing.due, at) }]
        : [];
    }),
  );
  return startingClocks(starts, at);
}

/**
 * What keeps the clocks of warnings in step with their rows, whatever act changed them: started, tightened, met, cancelled,
 * taken back, merged, or moved along with the warning. Pure; none when no clock is concerned.
 */
export function ordersFollowing(params: Params, steps: readonly Followed[], at: Date): ClockOrder[] {
  return steps.flatMap((step) => duties.flatMap((duty) => ordersFor(params, step, duty, at)));
}

type Standing = { is: 'none' | 'done' | 'dropped' } | { is: 'owed'; due: Date };

function standingOf(warning: Timed, duty: WarningDuty): Standing {
  const due = duty === 'contact' ? warning.contact_due : warning.meet_due;
  const done = duty === 'contact' ? warning.contacted_at : warning.met_at;
  if (due === null) return { is: 'none' };
  if (done !== null) return { is: 'done' };
  return warning.state === 'closed' ? { is: 'dropped' } : { is: 'owed', due };
}

function ordersFor(params: Params, step: Followed, duty: WarningDuty, at: Date): ClockOrder[] {
  const { was, now, absorbed = [] } = step;
  const [before, after] = [standingOf(was, duty), standingOf(now, duty)];
  const key = keyOf(now, duty);
  const moved = was.place_code !== now.place_code || was.unit_id !== now.unit_id;
  if (after.is !== 'owed') {
    if (before.is === 'owed') return [{ ...key, act: after.is === 'done' ? 'meet' : 'cancel' }];
    return moved && after.is !== 'none' ? [{ ...key, act: 'move' }] : [];
  }
  const rises = now.level < was.level;
  const merged = absorbed.map(
    (id): ClockOrder => ({ ...key, act: 'absorb', other: { ...keyOf({ ...now, id }, duty) } }),
  );
  const same =
    before.is === 'owed' && before.due.getTime() === after.due.getTime() && was.level === now.level;
  if (same) return moved ? [...merged, { ...key, act: 'move' }] : merged;
  // Greater danger ends a pause: what one waited for matters less than the person.
  const awake: ClockOrder[] = rises && before.is === 'owed' ? [{ ...key, act: 'resume' }] : [];
  return [...merged, ...awake, { ...key, act: 'run', spec: specOf(params, now, duty, after.due, at) }];
}

const specOf = (params: Params, warning: Timed, duty: WarningDuty, due: Date, at: Date) =>
  specFor(params, levelAt(warning.level), duty, at, due);

const keyOf = (warning: Timed, duty: WarningDuty) => ({
  kind: subjectKind,
  id: warning.id,
  policy: policyOf[duty],
  placeCode: warning.place_code,
  unitId: warning.unit_id,
});
