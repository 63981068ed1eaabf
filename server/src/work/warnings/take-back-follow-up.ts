import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { takeBackReviews } from '../dissuasion/index.ts';
import { writeSteps } from './change.ts';
import type { Desk } from './desk.ts';
import { findLastStep, type LastStep } from './history.ts';
import { lockWarning } from './row.ts';
import { undoLastStep } from './undo.ts';

/**
 * Takes back in the books of a warning what a follow-up noted at `at`: the opening it brought, its review, and an entry that
 * says so and keeps the note.
 * @returns null when done; TOO_LATE when anything newer stands in the history
 */
export async function takeBackFollowUp(
  desk: Desk,
  noted: {
    readonly warningId: string;
    readonly step: number;
    readonly at: Date;
    readonly note: string | undefined;
  },
): Promise<null | Refusal<'TOO_LATE'>> {
  const { tx, actor, now } = desk;
  const { warningId, step, at, note } = noted;
  const last = await findLastStep(tx, warningId);
  const own = (one: LastStep | undefined, act: LastStep['act']): one is LastStep =>
    one?.act === act && one.actor_id === actor.id && one.at.getTime() === at.getTime();
  if (own(last, 'reopen')) {
    const { rows } = await tx.query<{ version: number }>('SELECT version FROM warning WHERE id = $1', [
      warningId,
    ]);
    const seen = { id: warningId, version: rows[0]?.version ?? 0, historyId: last.id };
    if (isRefusal(await undoLastStep(desk, seen))) return refuse('TOO_LATE');
  } else if (!own(last, 'follow_up')) return refuse('TOO_LATE');
  await takeBackReviews(desk, { warningId, version: last.version }, 'follow_up');
  const row = await lockWarning(tx, warningId);
  if (row === undefined) throw new RangeError(`warning ${warningId} is not there`);
  const detail = {
    undone: await findNoted(desk, warningId, at),
    undoneAct: 'follow_up',
    step: String(step),
  };
  const entry = { act: 'undo', actor: actor.id, note, detail } as const;
  await writeSteps(tx, desk, [{ row, changes: {}, entries: [entry] }], now);
  return null;
}

async function findNoted({ tx, actor }: Desk, warningId: string, at: Date): Promise<string> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'find-noted-follow-up',
    text: `SELECT id FROM warning_history WHERE warning_id = $1 AND act = 'follow_up' AND at = $2 AND actor_id = $3
           ORDER BY version DESC LIMIT 1`,
    values: [warningId, at, actor.id],
  });
  return rows[0]?.id ?? '';
}
