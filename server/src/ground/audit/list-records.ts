import type { AuditFilter, AuditRecord } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { shownInstant } from './shown-instant.ts';

export interface RecordPage {
  readonly items: AuditRecord[];
  readonly next: string | null;
}

/** Newest first, by key: a page neither repeats nor skips what was there when the first was read. */
export async function listAuditRecords(
  tx: Tx,
  filter: AuditFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<RecordPage> {
  const { conditions, values } = conditionsOf(filter);
  const after = decodeCursor(cursor);
  if (after !== undefined) {
    values.push(after.at, after.id);
    conditions.push(`(r.at, r.id) < ($${values.length - 1}::timestamptz, $${values.length}::bigint)`);
  }
  values.push(limit + 1);
  const { rows } = await tx.query<AuditRecord & { place: string }>(
    `SELECT r.id, ${shownInstant('r.at')} AS at, r.at::text AS place, r.event, r.ok, r.target,
            CASE jsonb_typeof(r.detail) WHEN 'object' THEN r.detail ELSE jsonb_build_object('value', r.detail) END AS detail,
            CASE WHEN r.actor IS NOT NULL THEN json_build_object('id', r.actor, 'name', coalesce(p.name, '?')) END AS actor,
            CASE WHEN r.unit_id IS NOT NULL THEN json_build_object('id', r.unit_id, 'name', coalesce(u.name, '?')) END AS unit,
            s.position
     FROM (SELECT * FROM audit_record r WHERE ${conditions.join(' AND ') || 'true'}
           ORDER BY r.at DESC, r.id DESC LIMIT $${values.length}) r
     LEFT JOIN person p ON p.id = r.actor LEFT JOIN unit u ON u.id = r.unit_id
     LEFT JOIN audit_seal s ON s.record_id = r.id
     ORDER BY r.at DESC, r.id DESC`,
    values,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ place: _, ...item }) => item),
    next: last !== undefined && rows.length > limit ? encodeCursor({ at: last.place, id: last.id }) : null,
  };
}

function conditionsOf({ from, to, actor, event, ok, target }: AuditFilter) {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const and = (value: unknown, condition: (placeholder: string) => string) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  and(from, (v) => `r.at >= ${v}::timestamptz`);
  and(to, (v) => `r.at < ${v}::timestamptz`);
  if (actor === 'none') conditions.push('r.actor IS NULL');
  else and(actor, (v) => `r.actor = ${v}::uuid`);
  const room = event?.includes('.') === false;
  and(event, (v) =>
    room
      ? `r.event COLLATE "C" >= ${v} || '.' AND r.event COLLATE "C" < ${v} || '/'` // '/' follows '.'
      : `r.event COLLATE "C" = ${v}`,
  );
  if (ok !== undefined) conditions.push(ok ? 'r.ok' : 'NOT r.ok');
  and(target, (v) => `r.target = ${v}`);
  return { conditions, values };
}

/** Every event that was ever recorded; hops from one to the next in the index. */
export async function listEvents(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<{ event: string }>(
    `WITH RECURSIVE hop (event) AS (
       (SELECT event COLLATE "C" FROM audit_record ORDER BY event COLLATE "C" LIMIT 1)
       UNION ALL
       SELECT (SELECT r.event COLLATE "C" FROM audit_record r WHERE r.event COLLATE "C" > hop.event
               ORDER BY r.event COLLATE "C" LIMIT 1)
       FROM hop WHERE hop.event IS NOT NULL)
     SELECT event FROM hop WHERE event IS NOT NULL LIMIT 1000`,
  );
  return rows.map((row) => row.event);
}
