import type { SignalKind, WarningTrace } from '@lanzha/contract';
import { openTrace, type StoredTrace } from '@lanzha/engine/scoring';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { Desk } from './desk.ts';

/** Evidence beyond this is left to the evidence itself. */
const mostTraces = 50;

/** The evaluations that led to a warning and to those that were merged into it, newest first. */
export async function readTraces(
  { tx }: Pick<Desk, 'tx'>,
  id: string,
): Promise<WarningTrace[] | Refusal<'NOT_FOUND'>> {
  const { rowCount } = await tx.query('SELECT FROM warning WHERE id = $1', [id]);
  if (rowCount === 0) return refuse('NOT_FOUND');
  const { rows } = await tx.query<{ evidence: string; at: Date; kind: SignalKind; trace: StoredTrace }>({
    name: 'read-warning-traces',
    text: `WITH RECURSIVE family AS (
             SELECT $1::uuid AS id UNION SELECT w.id FROM warning w JOIN family f ON w.merged_into = f.id)
           SELECT e.id AS evidence, e.at, e.kind, e.trace FROM warning_evidence e JOIN family f ON e.warning_id = f.id
           WHERE e.trace IS NOT NULL ORDER BY e.at DESC, e.id DESC LIMIT ${mostTraces}`,
    values: [id],
  });
  return rows.map(({ at, trace, ...row }) => ({ ...row, at: at.toISOString(), trace: openTrace(trace) }));
}

/** The evaluation of one signal, when evidence in the scope keeps it. */
export async function findTrace(
  { tx }: Pick<Desk, 'tx'>,
  ref: { readonly warningId: string; readonly batchId: number; readonly ord: number },
): Promise<{ warning: { id: string; no: number }; trace: StoredTrace | null } | undefined> {
  const { rows } = await tx.query<{ id: string; no: number; trace: StoredTrace | null }>(
    `SELECT w.id, w.no, e.trace FROM warning_evidence e JOIN warning w ON w.id = e.warning_id
     WHERE e.warning_id = $1 AND e.batch_id = $2 AND e.ord = $3`,
    [ref.warningId, ref.batchId, ref.ord],
  );
  const row = rows[0];
  return row === undefined ? undefined : { warning: { id: row.id, no: row.no }, trace: row.trace };
}
