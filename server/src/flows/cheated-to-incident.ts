import type { WarningDetail } from '@lanzha/contract';
import { isRefusal } from '../ground/refusal/index.ts';
import { openForWarning, takeBackForWarning } from '../work/incidents/index.ts';
import { closeWarning, type Desk, openSubject, undoLastStep } from '../work/warnings/index.ts';

/**
 * "Already cheated": the ending of the warning opens the incident in the same transaction, with what the warning knows,
 * so that the elements for stopping the payment are taken down at once (practice.md W5).
 */
export async function closeAndCollect(
  desk: Desk,
  input: Parameters<typeof closeWarning>[1],
): ReturnType<typeof closeWarning> {
  const closed = await closeWarning(desk, input);
  if (isRefusal(closed) || input.outcome !== 'cheated') return closed;
  const { id, version, place, unit, fraudType } = closed;
  await openForWarning(desk, {
    id,
    version,
    placeCode: place.code,
    unitId: unit.id,
    fraudType,
    warnedBefore: wasReachedBefore(closed, input.loss?.at ?? null),
    subject: await openSubject(desk.tx, desk.vault, id),
    loss: input.loss,
  });
  return closed;
}

/** Whoever was reached before the money went had been warned; when nobody knows when it went, the officer asks. */
function wasReachedBefore({ clock: { contactedAt } }: WarningDetail, lossAt: string | null): boolean {
  return contactedAt !== null && lossAt !== null && Date.parse(contactedAt) < Date.parse(lossAt);
}

/** Taking back that ending withdraws what it opened; nothing is deleted. */
export async function undoAndTakeBack(
  desk: Desk,
  input: Parameters<typeof undoLastStep>[1],
): ReturnType<typeof undoLastStep> {
  const undone = await undoLastStep(desk, input);
  if (!isRefusal(undone)) await takeBackForWarning(desk, { warningId: input.id, historyId: input.historyId });
  return undone;
}
