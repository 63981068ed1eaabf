import { createHash, randomBytes } from 'node:crypto';
import type { KeyRight, KeyState } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { readRange } from './address-ranges.ts';

export interface ServiceKeyRow {
  id: string;
  number: number;
  unit: { id: string; code: string; name: string };
  source: string;
  allow: KeyRight[];
  /** CIDR ranges; empty: from anywhere. */
  allowFrom: string[];
  state: KeyState;
  createdAt: string;
  createdBy: { id: string; name: string } | null;
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
  revokedAt: string | null;
  revokedReason: string | null;
}

export interface NewServiceKey {
  unitCode: string;
  source: string;
  allow: readonly KeyRight[];
  allowFrom?: readonly string[] | undefined;
  expiresAt?: Date | undefined;
  /** Person; null on the command line. */
  by?: string | null;
}

/** Makes a key for a unit and a source. `secret` is told once and stored as its hash only. */
export async function createServiceKey(
  tx: Tx,
  wanted: NewServiceKey,
): Promise<
  | (ServiceKeyRow & { secret: string })
  | Refusal<'UNKNOWN_UNIT'>
  | Refusal<'BAD_RANGE', { range: string }>
  | Refusal<'ALREADY_EXPIRED'>
> {
  const { unitCode, source, allow, allowFrom = [], expiresAt, by = null } = wanted;
  const ranges = allowFrom.map((text) => readRange(text));
  const bad = ranges.indexOf(null);
  if (bad >= 0) return refuse('BAD_RANGE', { range: allowFrom[bad] ?? '' });
  if (expiresAt !== undefined && expiresAt.getTime() <= Date.now()) return refuse('ALREADY_EXPIRED');
  const secret = `lz_${randomBytes(32).toString('base64url')}`;
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO service_key (unit_id, source, allow, key_hash, allow_from, expires_at, created_by)
     SELECT id, $2, $3, $4, $5, $6, $7 FROM unit WHERE code = $1 AND closed_at IS NULL RETURNING id`,
    [
      unitCode,
      source,
      [...new Set(allow)],
      hashOfKey(secret),
      ranges.map((range) => range?.text),
      expiresAt,
      by,
    ],
  );
  const id = rows[0]?.id;
  return id === undefined ? refuse('UNKNOWN_UNIT') : { ...(await getKey(tx, id)), secret };
}

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const selectKeys = `
  SELECT k.id, k.number, json_build_object('id', u.id, 'code', u.code, 'name', u.name) AS unit, k.source, k.allow,
         k.allow_from AS "allowFrom",
         CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= now() THEN 'expired' ELSE 'live' END AS state,
         ${utc('k.created_at')} AS "createdAt",
         CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS "createdBy",
         ${utc('k.expires_at')} AS "expiresAt", ${utc('k.last_used_at')} AS "lastUsedAt",
         k.last_used_from AS "lastUsedFrom", ${utc('k.revoked_at')} AS "revokedAt", k.revoked_reason AS "revokedReason"
  FROM service_key k JOIN unit u ON u.id = k.unit_id LEFT JOIN person p ON p.id = k.created_by`;

/** All keys, those that work first, the newest first. */
export async function listServiceKeys(tx: Tx): Promise<ServiceKeyRow[]> {
  const { rows } = await tx.query<ServiceKeyRow>(
    `${selectKeys} ORDER BY k.revoked_at IS NOT NULL, k.expires_at <= now(), k.number DESC`,
  );
  return rows;
}

/** Ends a key, named by its id or number; running servers follow within seconds. */
export async function revokeServiceKey(
  tx: Tx,
  name: string,
  { by = null, reason = null }: { by?: string | null; reason?: string | null } = {},
): Promise<ServiceKeyRow | Refusal<'NOT_FOUND'> | Refusal<'ALREADY_REVOKED'>> {
  const { rows } = await tx.query<{ id: string; revoked: boolean }>(
    `SELECT id, revoked_at IS NOT NULL AS revoked FROM service_key
     WHERE id::text = lower($1) OR number::text = $1 FOR UPDATE`,
    [name],
  );
  const found = rows[0];
  if (found === undefined) return refuse('NOT_FOUND');
  if (found.revoked) return refuse('ALREADY_REVOKED');
  await tx.query(
    'UPDATE service_key SET revoked_at = now(), revoked_by = $2, revoked_reason = $3 WHERE id = $1',
    [found.id, by, reason],
  );
  return getKey(tx, found.id);
}

async function getKey(tx: Tx, id: string): Promise<ServiceKeyRow> {
  const { rows } = await tx.query<ServiceKeyRow>(`${selectKeys} WHERE k.id = $1`, [id]);
  if (rows[0] === undefined) throw new RangeError('key vanished');
  return rows[0];
}

export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
