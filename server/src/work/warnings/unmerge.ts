import type { Tx } from '../../ground/db/index.ts';
import { type Changes, writeSteps } from './change.ts';
import type { Desk } from './desk.ts';
import { type Judged, summaryOf } from './evidence-summary.ts';
import type { WarningRow } from './row.ts';

/**
 * What remains of a warning after another was taken out of it again: level, score and reasons are counted anew from the
 * evidence that stays. Clocks are left: a deadline once tightened is not loosened by paper.
 */
export async function takeOutOf(desk: Desk, target: WarningRow, separated: WarningRow): Promise<void> {
  const judged = await readJudged(desk.tx, target.id);
  const changes: Changes = {
    evidence_count: target.evidence_count - separated.evidence_count,
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
