import { isRefusal } from '../../ground/refusal/index.ts';
import type { Desk } from './desk.ts';
import { assignWarning } from './service.ts';
import { undoLastStep } from './undo.ts';

/** A warning that changed hands, with the step that moved it. */
export interface MovedWarning {
  readonly id: string;
  readonly no: number;
  readonly version: number;
  readonly historyId: string;
}

const atMost = 200;

/**
 * Gives the open warnings that `from` holds to `to`, each as its own assignment. Taking over a shift or a function gives
 * the right to it: the caller has seen to that. What cannot move now stays where it is.
 */
export async function moveHeldWarnings(desk: Desk, from: string, to: string): Promise<MovedWarning[]> {
  const { rows } = await desk.tx.query<{ id: string; version: number }>({
    name: 'list-held-warnings',
    text: `SELECT id, version FROM warning WHERE assignee_id = $1 AND state <> 'closed' ORDER BY id LIMIT ${atMost}`,
    values: [from],
  });
  const moved: MovedWarning[] = [];
  for (const { id, version } of rows) {
    const done = await assignWarning(assigning(desk), { id, version, person: to });
    if (!isRefusal(done) && done.undo !== null)
      moved.push({ id, no: done.no, version: done.version, historyId: done.undo.historyId });
  }
  return moved;
}

/** Takes such moves back as far as time and newer steps allow. @returns how many */
export async function giveBackWarnings(desk: Desk, moved: readonly MovedWarning[]): Promise<number> {
  let back = 0;
  for (const { id, version, historyId } of moved) {
    const done = await undoLastStep(assigning(desk), { id, version, historyId });
    if (!isRefusal(done)) back++;
  }
  return back;
}

const assigning = (desk: Desk): Desk => ({
  ...desk,
  actor: { ...desk.actor, acts: [...new Set([...desk.actor.acts, 'warnings.assign' as const])] },
});
