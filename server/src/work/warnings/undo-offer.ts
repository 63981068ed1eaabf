import { type WarningAct, type WarningDetail, warningActs } from '@lanzha/contract';
import type { Desk } from './desk.ts';
import type { LastStep } from './history.ts';
import { permissionFor } from './offered-acts.ts';
import type { WarningRow } from './row.ts';

/** Why a step cannot be taken back, or until when it can. */
export type Undoable = { until: Date } | 'not-yours' | 'not-undoable' | 'too-late';

/**
 * A person takes back the own last act for some minutes (param `warning.undo`). A merge by the machine is taken back by
 * the desk while the episode lasts (param `episode.silence`); later the merged warning can still be reopened.
 */
export function undoable(
  row: Pick<WarningRow, 'merged_into'>,
  last: LastStep,
  { actor, now, params }: Pick<Desk, 'actor' | 'now' | 'params'>,
): Undoable {
  const within = (code: string): Undoable => {
    const until = new Date(last.at.getTime() + params.milliseconds(code, last.at));
    return now <= until ? { until } : 'too-late';
  };
  if (last.act === 'merge' && last.actor_id === null && row.merged_into !== null)
    return actor.acts.includes('warnings.assign') ? within('episode.silence') : 'not-yours';
  if (!isAct(last.act) || last.before === null) return 'not-undoable';
  if (last.actor_id !== actor.id || !actor.acts.includes(permissionFor[last.act])) return 'not-yours';
  return within('warning.undo');
}

export function undoOffer(
  row: WarningRow,
  last: LastStep | undefined,
  desk: Pick<Desk, 'actor' | 'now' | 'params'>,
): WarningDetail['undo'] {
  if (last === undefined) return null;
  const answer = undoable(row, last, desk);
  return typeof answer === 'string'
    ? null
    : { historyId: last.id, act: last.act, until: answer.until.toISOString() };
}

const isAct = (act: string): act is WarningAct => (warningActs as readonly string[]).includes(act);
