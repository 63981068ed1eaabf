import type { FollowUp } from '@lanzha/contract';
import { isRefusal, type Refusal } from '../ground/refusal/index.ts';
import { readFollowUp, reopenFollowUp, type UndoFinishRefusal } from '../work/dissuasion/index.ts';
import { maskerFor, takeBackFollowUp } from '../work/warnings/index.ts';
import type { FlowDesk } from './finish-follow-up.ts';

/**
 * Takes back what somebody has just noted of a follow-up by mistake: it is open again with the time it had, what it began
 * (work again, a review) falls away, and the history says so. TOO_LATE once anything else was done with the warning.
 */
export async function undoFollowUp(
  desk: FlowDesk,
  input: { readonly id: string; readonly version: number },
): Promise<FollowUp | UndoFinishRefusal | Refusal<'TOO_LATE'>> {
  const finished = await reopenFollowUp(desk, input);
  if (isRefusal(finished)) return finished;
  const { warningId, step, endedAt, note } = finished;
  const taken = await takeBackFollowUp(desk, { warningId, step, at: endedAt, note });
  if (isRefusal(taken)) return taken;
  const followUp = await readFollowUp(desk, input.id);
  const mask = await maskerFor(desk, [warningId]);
  return { ...followUp, note: mask(warningId, followUp.note) };
}
