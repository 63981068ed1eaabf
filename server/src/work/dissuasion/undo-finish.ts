import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { DissuasionDesk } from './desk.ts';
import { clockKinds, give, orderOf, specOf } from './duty-clocks.ts';
import { contextOfFollowUp, lockFollowUp, undoUntil } from './follow-up-rows.ts';
import { openWords } from './words.ts';

export type UndoFinishRefusal =
  | Refusal<'NOT_FOUND'>
  | Refusal<'CHANGED', { version: number; by: string | null }>
  | Refusal<'NOT_YOURS'>
  | Refusal<'TOO_LATE'>;

/** A follow-up whose result was taken back, as it had been noted. */
export interface TakenBack {
  readonly warningId: string;
  readonly step: number;
  readonly endedAt: Date;
  readonly note: string | undefined;
}

/** Opens a follow-up again that this person has just noted (param `warning.undo`), its clock with the time it had. */
export async function reopenFollowUp(
  desk: DissuasionDesk,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<TakenBack | UndoFinishRefusal> {
  const { tx, vault, actor } = desk;
  const row = await lockFollowUp(tx, id);
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.version !== version) return refuse('CHANGED', { version: row.version, by: row.endedByName });
  if (row.state !== 'done' || row.endedAt === null) return refuse('TOO_LATE');
  if (row.endedBy !== actor.id) return refuse('NOT_YOURS');
  if (undoUntil(desk, row) === null) return refuse('TOO_LATE');
  const { note } = await openWords(tx, vault, contextOfFollowUp(id), row);
  await tx.query({
    name: 'reopen-follow-up',
    text: `UPDATE follow_up SET state = 'open', result = NULL, method = NULL, ended_at = NULL, ended_by = NULL, key_id = NULL,
             sealed = NULL, version = version + 1 WHERE id = $1`,
    values: [id],
  });
  const spec = specOf({}, row.dueAt, row.dueAt.getTime() - row.plannedAt.getTime());
  await give(desk, [orderOf(clockKinds.followUp, row, { act: 'run', spec })]);
  return { warningId: row.warningId, step: row.step, endedAt: row.endedAt, note };
}
