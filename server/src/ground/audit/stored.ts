import type { Field, Mac } from './mac.ts';

/** A row of audit_record, every column as PostgreSQL prints it, whatever somebody may have written there. */
export interface StoredRecord {
  readonly id: Field;
  /** Seconds since 1970, to the microsecond. */
  readonly at: Field;
  readonly actor: Field;
  readonly unit_id: Field;
  readonly event: Field;
  readonly ok: Field;
  readonly target: Field;
  readonly detail: Field;
  readonly xid: Field;
  readonly nonce: Field;
  readonly writer_mac: Field;
}

/** A row of audit_seal, likewise. `prev` is the mac of the position before. */
export interface StoredSeal {
  readonly position: Field;
  readonly record_id: Field;
  readonly digest: Field;
  readonly signed: Field;
  readonly horizon: Field;
  readonly sealed_at: Field;
  readonly prev: Field;
  readonly mac: Field;
}

/** `prev` of the first position. */
export const noMac = '0'.repeat(64);

const instantOf = (column: string) => `extract(epoch FROM ${column})::text`;

/** All columns of audit_record under an alias, independent of the session's settings. */
export const recordColumns = (r: string) =>
  [
    `${r}.id::text`,
    `${instantOf(`${r}.at`)} AS at`,
    ...['actor', 'unit_id', 'event', 'ok', 'target', 'detail', 'xid', 'nonce'].map(
      (column) => `${r}.${column}::text`,
    ),
    `encode(${r}.writer_mac, 'hex') AS writer_mac`,
  ].join(', ');

/** All columns of audit_seal under an alias. */
export const sealColumns = (s: string) =>
  [
    `${s}.position::text, ${s}.record_id::text, ${s}.signed::text, ${s}.horizon::text`,
    `${instantOf(`${s}.sealed_at`)} AS sealed_at`,
    ...['digest', 'prev', 'mac'].map((column) => `encode(${s}.${column}, 'hex') AS ${column}`),
  ].join(', ');

/** Covers every column; a test holds it to the table. */
export function digestOf(mac: Mac, r: StoredRecord): string {
  return mac('lanzha audit record 1', [
    r.id,
    r.at,
    r.actor,
    r.unit_id,
    r.event,
    r.ok,
    r.target,
    r.detail,
    r.xid,
    r.nonce,
    r.writer_mac,
  ]);
}

export function sealMacOf(mac: Mac, s: Omit<StoredSeal, 'mac'>): string {
  return mac('lanzha audit seal 1', [
    s.position,
    s.record_id,
    s.digest,
    s.signed,
    s.horizon,
    s.sealed_at,
    s.prev,
  ]);
}
