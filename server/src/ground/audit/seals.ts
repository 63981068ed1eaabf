import type { Tx } from '../db/index.ts';
import { noMac, recordColumns, type StoredRecord } from './stored.ts';

/** The last seal of the chain. */
export interface Head {
  readonly position: number;
  readonly record: number;
  readonly mac: string;
  readonly horizon: bigint;
}

export const noHead: Head = { position: 0, record: 0, mac: noMac, horizon: 0n };

/** What one look at the database saw. */
export interface Snapshot {
  /** Transactions from here on had not begun. */
  readonly next: bigint;
  /** Transactions before `next` that still ran. */
  readonly running: readonly bigint[];
  /** The clock, for the database and as it is authenticated. */
  readonly at: string;
  readonly seconds: string;
  readonly head: Head;
}

export async function takeSnapshot(tx: Tx): Promise<Snapshot> {
  const { rows } = await tx.query<{
    snapshot: string;
    at: string;
    seconds: string;
    position: number | null;
    record: number;
    mac: string;
    horizon: string;
  }>({
    name: 'audit-snapshot',
    text: `WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS at)
           SELECT pg_current_snapshot()::text AS snapshot, clock.at::text, extract(epoch FROM clock.at)::text AS seconds,
                  head.position, head.record_id AS record, encode(head.mac, 'hex') AS mac, head.horizon::text
           FROM clock LEFT JOIN (SELECT * FROM audit_seal ORDER BY position DESC LIMIT 1) head ON true`,
  });
  const row = rows[0]!;
  const [, next = '0', running = ''] = row.snapshot.split(':');
  const { position, record, mac, horizon } = row;
  return {
    next: BigInt(next),
    running: running === '' ? [] : running.split(',').map(BigInt),
    at: row.at,
    seconds: row.seconds,
    head: position === null ? noHead : { position, record, mac, horizon: BigInt(horizon) },
  };
}

/** A place in the order of reading. */
export interface Place {
  readonly xid: string;
  readonly id: string;
}

const endOfIds = '9223372036854775807';
const endOfTransactions = '18446744073709551615';

/** Before the first record of a transaction. */
export function placeBefore(xid: bigint): Place {
  return xid === 0n ? { xid: '0', id: '-9223372036854775808' } : { xid: String(xid - 1n), id: endOfIds };
}

/** Records after a place, of transactions before `end` (null: of all), in order of transaction and id. */
export async function listRecordsAfter(
  tx: Tx,
  after: Place,
  end: bigint | null,
  limit: number,
): Promise<StoredRecord[]> {
  const { rows } = await tx.query<StoredRecord>({
    name: 'audit-records-after',
    text: `SELECT ${recordColumns('r')} FROM audit_record r
           WHERE (r.xid, r.id) > ($1::xid8, $2::bigint) AND r.xid < $3::xid8 ORDER BY r.xid, r.id LIMIT $4`,
    values: [after.xid, after.id, end === null ? endOfTransactions : String(end), limit],
  });
  return rows;
}

/** Of these records the ones that have a seal already. */
export async function findSealed(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'audit-find-sealed',
    text: 'SELECT record_id::text AS id FROM audit_seal WHERE record_id = ANY ($1::bigint[])',
    values: [ids],
  });
  return new Set(rows.map((row) => row.id));
}

/** mac of a position; null when there is none. */
export async function findMacAt(tx: Tx, position: number): Promise<string | null> {
  const { rows } = await tx.query<{ mac: string }>(
    `SELECT encode(mac, 'hex') AS mac FROM audit_seal WHERE position = $1`,
    [position],
  );
  return rows[0]?.mac ?? null;
}

export interface NewSeal {
  readonly position: number;
  readonly record: string;
  readonly digest: string;
  readonly signed: boolean;
  readonly prev: string;
  readonly mac: string;
}

export async function insertSeals(
  tx: Tx,
  seals: readonly NewSeal[],
  { horizon, at }: { horizon: bigint; at: string },
): Promise<void> {
  await tx.query({
    name: 'audit-insert-seals',
    text: `INSERT INTO audit_seal (position, record_id, signed, digest, prev, mac, horizon, sealed_at)
           SELECT s.position, s.record, s.signed, decode(s.digest, 'hex'), decode(s.prev, 'hex'), decode(s.mac, 'hex'), $7, $8
           FROM unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::text[], $5::text[], $6::text[])
             AS s (position, record, signed, digest, prev, mac)`,
    values: [
      seals.map((s) => s.position),
      seals.map((s) => s.record),
      seals.map((s) => s.signed),
      seals.map((s) => s.digest),
      seals.map((s) => s.prev),
      seals.map((s) => s.mac),
      String(horizon),
      at,
    ],
  });
}
