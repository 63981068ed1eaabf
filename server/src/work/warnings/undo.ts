import type { WarningDetail } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { writeSteps } from './change.ts';
import type { Desk, Seen } from './desk.ts';
import { readProofKey } from './ending.ts';
import { getWarning } from './find-warning.ts';
import { findLastStep, type LastStep } from './history.ts';
import { changedSince, type HoldRefusal } from './hold.ts';
import { inScope, isLentAct } from './lent.ts';
import type { StepRefusal } from './lifecycle.ts';
import { openedAgain } from './other-warnings.ts';
import { lockWarning, type WarningRow } from './row.ts';
import { countedElsewhere } from './saving.ts';
import { takeBackBeside } from './take-back-beside.ts';
import { undoable } from './undo-offer.ts';
import { putBack, separate } from './unmerge.ts';

type UndoRefusal = HoldRefusal | Refusal<'TOO_LATE'> | StepRefusal;

/**
 * Takes back the last step: a new entry restores the columns as they were before it; nothing is removed from the
 * history. Refused as CHANGED for who has not seen this step, as TOO_LATE when something newer changed the warning, the time is over, or the person has another
 * open warning by now, or the money saved counts for another warning.
 */
export async function undoLastStep(
  desk: Desk,
  input: Seen & { historyId: string },
): Promise<WarningDetail | UndoRefusal> {
  const { tx } = desk;
  const row = await lockWarning(tx, input.id);
  const last = row && (await findLastStep(tx, row.id));
  if (row === undefined || last === undefined) return refuse('NOT_FOUND');
  if (!inScope(desk.actor, row) && !isLentAct(last.act)) return refuse('NOT_FOUND');
  if (last.id !== input.historyId) return refuse('TOO_LATE');
  const changed = changedSince(row, last, input);
  if (changed !== null) return changed;
  const answer = undoable(row, last, desk);
  if (answer === 'too-late') return refuse('TOO_LATE');
  if (typeof answer === 'string')
    return refuse('NOT_ALLOWED_NOW', { state: row.state as string, act: 'undo' });
  if (last.act === 'reopen' && (await countsElsewhereByNow(desk, row.id))) return refuse('TOO_LATE');
  const restored = await openedAgain(tx, () => restore(desk, row, last));
  if (!restored) return refuse('TOO_LATE');
  await takeBackBeside(desk, { warningId: row.id, version: last.version }, row.version + 1);
  const merged = last.act === 'merge' || last.detail.absorbed === 'true';
  if (merged) await separate(desk, row);
  const before = last.before?.merged_into;
  if (last.act === 'reopen' && typeof before === 'string') await putBack(desk, row, before);
  return getWarning(desk, row.id);
}

function restore(desk: Desk, row: WarningRow, last: LastStep): Promise<void> {
  const entry = {
    act: 'undo',
    actor: desk.actor.id,
    detail: { undone: last.id, undoneAct: last.act },
  } as const;
  return writeSteps(desk.tx, desk, [{ row, changes: last.before ?? {}, entries: [entry] }], desk.now);
}

/** Money that came back with its ending would count twice when its proof has served for another warning meanwhile. */
async function countsElsewhereByNow(desk: Desk, id: string): Promise<boolean> {
  const proofKey = await readProofKey(desk.tx, id);
  return proofKey !== null && countedElsewhere(desk, id, proofKey);
}
