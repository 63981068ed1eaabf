import type { Tx } from '../../ground/db/index.ts';
import { type Changes, writeSteps } from './change.ts';
import type { Desk } from './desk.ts';
import { type Judged, summaryOf } from './evidence-summary.ts';
import { mergeByHand } from './merge-by-hand.ts';
import { lockOpenWarning } from './open-warnings.ts';
import { beyondSight } from './reach.ts';
import { lockWarning, type WarningRow } from './row.ts';

/**
 * Takes a warning that is opened again out of the one it was merged into, wherever that lies: else both would show, count and
 * be levelled by the same evidence.
 * @param merged as it was before it was opened
 */
export async function separate(desk: Desk, merged: WarningRow): Promise<void> {
  const { merged_into: into } = merged;
  if (into === null) return;
  await beyondSight(desk.tx, desk.actor, async () => {
    const target = await lockWarning(desk.tx, into);
    if (target !== undefined) await takeOutOf(desk, target, merged);
  });
}

/** The opposite, when the opening is taken back: the evidence goes back into the one it came from, if that is open. */
export async function putBack(desk: Desk, merged: WarningRow, into: string): Promise<void> {
  await beyondSight(desk.tx, desk.actor, async () => {
    const row = await lockOpenWarning(desk.tx, into);
    if (row !== undefined) await mergeByHand(desk, merged, { row, open: true });
  });
}

/**
 * What remains of a warning after another was taken out of it again: level, score and reasons are counted anew from the
 * evidence that stays. Clocks are left: a deadline once tightened is not loosened by paper.
 */
async function takeOutOf(desk: Desk, target: WarningRow, separated: WarningRow): Promise<void> {
  const judged = await readJudged(desk.tx, target.id);
  const changes: Changes = {
    evidence_count: judged.length,
    ...(judged.length === 0 ? {} : remaining(target, summaryOf(judged))),
  };
  const detail = { undoneAct: 'merge', other: separated.id, otherNo: String(separated.no) };
  const entry = { act: 'undo', actor: desk.actor.id, detail } as const;
  await writeSteps(desk.tx, desk, [{ row: target, changes, entries: [entry] }], desk.now);
}

const remaining = (target: WarningRow, left: ReturnType<typeof summaryOf>): Changes => ({
  level: Number.isFinite(left.level) ? left.level : target.level,
  score: left.score,
  reasons: left.reasons,
  last_evidence_at: left.lastEvidenceAt,
});

async function readJudged(tx: Tx, id: string): Promise<Judged[]> {
  const { rows } = await tx.query<Judged>({
    name: 'read-warning-judged',
    text: `WITH RECURSIVE family AS (
             SELECT $1::uuid AS id UNION SELECT w.id FROM warning w JOIN family f ON w.merged_into = f.id)
           SELECT e.level, e.score, e.reasons, e.at FROM warning_evidence e JOIN family f ON e.warning_id = f.id`,
    values: [id],
  });
  return rows;
}
