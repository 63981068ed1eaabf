import type { FollowUpResult, WarningDetail } from '@lanzha/contract';
import { isRefusal } from '../../ground/refusal/index.ts';
import { writeSteps } from './change.ts';
import type { Desk } from './desk.ts';
import { lockWarning } from './row.ts';
import { reopenWarning } from './service.ts';

/** Of a warning that somebody has looked at again. */
export interface LookedAgain {
  readonly no: number;
  readonly version: number;
  readonly unitId: string;
  readonly placeCode: string;
  /** Who ended it. */
  readonly endedBy: string | null;
  /** It is open again: the danger goes on. */
  readonly reopened: boolean;
}

/**
 * Notes in the history what a follow-up found. Contact again, or cheated: the work begins again, unless the person has
 * another open warning by now.
 * @throws RangeError when the warning is not there
 */
export async function noteFollowUp(
  desk: Desk,
  { warningId, step, result }: { warningId: string; step: number; result: FollowUpResult },
): Promise<LookedAgain> {
  const row = await lockWarning(desk.tx, warningId);
  if (row === undefined) throw new RangeError(`warning ${warningId} is not there`);
  const entry = { act: 'follow_up', actor: desk.actor.id, detail: { step: String(step), result } } as const;
  await writeSteps(desk.tx, desk, [{ row, changes: {}, entries: [entry] }], desk.now);
  const again =
    row.state === 'closed' && (result === 'cheated' || result === 'contacted_again')
      ? await reopenWarning(desk, { id: warningId, version: row.version + 1, note: words[result] })
      : undefined;
  const opened = again === undefined || isRefusal(again) ? undefined : (again as WarningDetail);
  return {
    no: row.no,
    version: opened?.version ?? row.version + 1,
    unitId: row.unit_id,
    placeCode: row.place_code,
    endedBy: await lastEndedBy(desk, warningId),
    reopened: opened !== undefined,
  };
}

const words = { cheated: '回访得知已经被骗', contacted_again: '回访得知又与对方联系' } as const;

async function lastEndedBy({ tx }: Desk, warningId: string): Promise<string | null> {
  const { rows } = await tx.query<{ by: string }>({
    name: 'find-who-ended-warning',
    text: `SELECT actor_id AS by FROM warning_ending WHERE warning_id = $1 AND undone_at IS NULL ORDER BY version DESC LIMIT 1`,
    values: [warningId],
  });
  return rows[0]?.by ?? null;
}
