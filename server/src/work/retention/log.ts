import type { RetentionLogEntry } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';

export interface NewLogEntry {
  readonly at: Date;
  readonly kind: RetentionLogEntry['kind'];
  /** YYYY-MM-DD */
  readonly day?: string;
  readonly count: number;
  /** Version of the parameter that acted. */
  readonly paramId?: number;
  readonly purpose?: string;
  readonly actor?: string;
}

/** In the transaction that forgets: what is gone is in the log, and what is in the log is gone. */
export async function logRetention(tx: Tx, entries: readonly NewLogEntry[]): Promise<void> {
  await tx.query(
    `INSERT INTO retention_log (at, kind, day, count, param_id, purpose, actor)
     SELECT at, kind, day, count, "paramId", purpose, actor FROM jsonb_to_recordset($1) AS e
       (at timestamptz, kind text, day date, count integer, "paramId" bigint, purpose text, actor uuid)`,
    [JSON.stringify(entries)],
  );
}

/** Newest first; the cursor is the number of the last entry. */
export async function listLog(
  tx: Tx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: RetentionLogEntry[]; next: string | null }> {
  const before = /^\d{1,15}$/.test(cursor ?? '') ? cursor : null;
  const { rows } = await tx.query<Omit<RetentionLogEntry, 'at'> & { at: Date }>(
    `SELECT l.id, l.at, l.kind, l.day::text AS day, l.count, l.purpose, r.value || ' ' || r.unit AS rule,
            CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS actor
     FROM retention_log l LEFT JOIN rule_param r ON r.id = l.param_id LEFT JOIN person p ON p.id = l.actor
     WHERE $1::bigint IS NULL OR l.id < $1 ORDER BY l.id DESC LIMIT $2`,
    [before, limit + 1],
  );
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null };
}
