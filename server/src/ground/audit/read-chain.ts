import type pg from 'pg';
import { recordColumns, type StoredRecord, type StoredSeal, sealColumns } from './stored.ts';
import type { Link } from './verify-chain.ts';

const pageSize = 2_000;

type Prefixed<T, P extends string> = { [K in keyof T & string as `${P}${K}`]: T[K] };

/** All seals in the order of positions, each with the record it names. In a transaction. */
export async function* streamChain(client: pg.ClientBase): AsyncGenerator<Link> {
  const rows = stream<StoredSeal & Prefixed<StoredRecord, 'r_'>>(
    client,
    'audit_chain',
    `SELECT s.*, r.id AS r_id, r.at AS r_at, r.actor AS r_actor, r.unit_id AS r_unit_id, r.event AS r_event, r.ok AS r_ok,
            r.target AS r_target, r.detail AS r_detail, r.xid AS r_xid, r.nonce AS r_nonce, r.writer_mac AS r_writer_mac
     FROM (SELECT s.position AS place, s.record_id AS named, ${sealColumns('s')} FROM audit_seal s) s
     LEFT JOIN LATERAL (SELECT ${recordColumns('r')} FROM audit_record r WHERE r.id = s.named) r ON true
     ORDER BY s.place`,
  );
  for await (const row of rows) yield { seal: row, record: recordIn(row) };
}

function recordIn(row: Prefixed<StoredRecord, 'r_'>): StoredRecord | null {
  if (row.r_id === null) return null;
  return {
    id: row.r_id,
    at: row.r_at,
    actor: row.r_actor,
    unit_id: row.r_unit_id,
    event: row.r_event,
    ok: row.r_ok,
    target: row.r_target,
    detail: row.r_detail,
    xid: row.r_xid,
    nonce: row.r_nonce,
    writer_mac: row.r_writer_mac,
  };
}

/** Records that no seal names. In a transaction. */
export function streamUnsealed(client: pg.ClientBase): AsyncGenerator<StoredRecord> {
  return stream<StoredRecord>(
    client,
    'audit_unsealed',
    `SELECT ${recordColumns('r')} FROM audit_record r
     WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.record_id = r.id)`,
  );
}

/** Ids of records that carry the mark of another record; the first of each mark is taken for the original. */
export async function listCopies(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT unnest((array_agg(id ORDER BY id))[2:])::text AS id FROM audit_record
     WHERE nonce IS NOT NULL GROUP BY nonce HAVING count(*) > 1 LIMIT 100`,
  );
  return rows.map((row) => row.id);
}

async function* stream<T extends pg.QueryResultRow>(
  client: pg.ClientBase,
  cursor: string,
  select: string,
): AsyncGenerator<T> {
  await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${select}`);
  for (;;) {
    const { rows } = await client.query<T>(`FETCH ${pageSize} FROM ${cursor}`);
    yield* rows;
    if (rows.length < pageSize) return;
  }
}
