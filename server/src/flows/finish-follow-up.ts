import type { ContactMethod, FollowUp, FollowUpResult } from '@lanzha/contract';
import type { Tx } from '../ground/db/index.ts';
import type { Actor } from '../ground/directory/index.ts';
import { isRefusal } from '../ground/refusal/index.ts';
import { type FinishRefusal, finishFollowUp, openReview, readFollowUp } from '../work/dissuasion/index.ts';
import { maskerFor, noteFollowUp, type WarningsDeps } from '../work/warnings/index.ts';

export interface FlowDesk extends WarningsDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * "Looked again → what follows": the result stands in the history of the warning; contact again or cheated begins the work
 * again; cheated after a warning is reviewed (practice.md W11).
 */
export async function finishAndFollow(
  desk: FlowDesk,
  input: {
    readonly id: string;
    readonly version: number;
    readonly result: FollowUpResult;
    readonly method: ContactMethod;
    readonly note?: string | undefined;
  },
): Promise<{ followUp: FollowUp; reopened: boolean; review: boolean } | FinishRefusal> {
  const finished = await finishFollowUp(desk, input);
  if (isRefusal(finished)) return finished;
  const { warningId, step } = finished;
  const again = await noteFollowUp(desk, { warningId, step, result: input.result });
  const review =
    input.result === 'cheated' &&
    (await openReview(desk, {
      warningId,
      version: again.version,
      unitId: again.unitId,
      placeCode: again.placeCode,
      no: again.no,
      cause: 'follow_up',
      dissuadedBy: again.endedBy ?? desk.actor.id,
    }));
  const followUp = await readFollowUp(desk, finished.id);
  const mask = await maskerFor(desk, [warningId]);
  return {
    followUp: { ...followUp, note: mask(warningId, followUp.note) },
    reopened: again.reopened,
    review,
  };
}
