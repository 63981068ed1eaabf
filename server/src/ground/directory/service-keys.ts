import { hash, randomBytes } from 'node:crypto';
import type { KeyRight, KeyState } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { isRefusal, type Refusal, refuse } from '../refusal/index.ts';
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
  fetchUntil: string | null;
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
}

/** Makes a key at once, for whoever holds the machine. `secret` is told once and stored as its hash only. */
export async function createServiceKey(
  tx: Tx,
  wanted: NewServiceKey,
): Promise<
  | (ServiceKeyRow & { secret: string })
  | Refusal<'UNKNOWN_UNIT'>
  | Refusal<'BAD_RANGE', { range: string }>
  | Refusal<'ALREADY_EXPIRED'>
> {
  const { unitCode, source, allow, allowFrom = [], expiresAt } = wanted;
  const ranges = readRanges(allowFrom);
  if (isRefusal(ranges)) return ranges;
  if (expiresAt !== undefined && expiresAt.getTime() <= Date.now()) return refuse('ALREADY_EXPIRED');
  const secret = newSecret();
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO service_key (unit_id, source, allow, key_hash, allow_from, expires_at)
     SELECT id, $2, $3, $4, $5, $6 FROM unit WHERE code = $1 AND closed_at IS NULL RETURNING id`,
    [unitCode, source, [...new Set(allow)], hashOfKey(secret), ranges, expiresAt],
  );
  const id = rows[0]?.id;
  return id === undefined ? refuse('UNKNOWN_UNIT') : { ...(await getServiceKey(tx, id)), secret };
}

/** Addresses and ranges as they are stored. */
export function readRanges(written: readonly string[]): string[] | Refusal<'BAD_RANGE', { range: string }> {
  const ranges = written.map((text) => readRange(text));
  const bad = ranges.indexOf(null);
  return bad >= 0
    ? refuse('BAD_RANGE', { range: written[bad] ?? '' })
    : ranges.flatMap((range) => range?.text ?? []);
}

export const newSecret = (): string => `lz_${randomBytes(32).toString('base64url')}`;

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const selectKeys = `
  SELECT k.id, k.number, json_build_object('id', u.id, 'code', u.code, 'name', u.name) AS unit, k.source, k.allow,
         k.allow_from AS "allowFrom",
         CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked'
              WHEN k.expires_at <= now() OR (k.key_hash IS NULL AND k.fetch_until <= now()) THEN 'expired'
              WHEN k.key_hash IS NULL THEN 'granted' ELSE 'live' END AS state,
         ${utc('k.created_at')} AS "createdAt",
         CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS "createdBy",
         CASE WHEN k.key_hash IS NULL THEN ${utc('k.fetch_until')} END AS "fetchUntil",
         ${utc('k.expires_at')} AS "expiresAt", ${utc('k.last_used_at')} AS "lastUsedAt",
         k.last_used_from AS "lastUsedFrom", ${utc('k.revoked_at')} AS "revokedAt", k.revoked_reason AS "revokedReason"
  FROM service_key k JOIN unit u ON u.id = k.unit_id LEFT JOIN person p ON p.id = k.created_by`;

/** All keys, those that work first, the newest first. */
export async function listServiceKeys(tx: Tx): Promise<ServiceKeyRow[]> {
  const { rows } = await tx.query<ServiceKeyRow>(
    `SELECT * FROM (${selectKeys}) key ORDER BY state = 'revoked', state = 'expired', number DESC`,
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
  return getServiceKey(tx, found.id);
}

export async function getServiceKey(tx: Tx, id: string): Promise<ServiceKeyRow> {
  const { rows } = await tx.query<ServiceKeyRow>(`${selectKeys} WHERE k.id = $1`, [id]);
  if (rows[0] === undefined) throw new RangeError('key vanished');
  return rows[0];
}

export function hashOfKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}
