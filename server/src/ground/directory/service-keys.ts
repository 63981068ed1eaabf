import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';

/** Rights of a key: send signals; be told score, reasons and evidence (interfaces.md). */
export const keyRights = ['signals:write', 'signals:explain'] as const;
export type KeyRight = (typeof keyRights)[number];

export interface ServiceKeyRow {
  id: string;
  number: number;
  unit: string;
  unitName: string;
  source: string;
  allow: KeyRight[];
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Makes a key for a unit and a source. `key` is told once and stored as its hash only. */
export async function createServiceKey(
  tx: Tx,
  wanted: { unitCode: string; source: string; allow: readonly KeyRight[] },
): Promise<
  | { id: string; number: number; unit: string; source: string; allow: readonly KeyRight[]; key: string }
  | Refusal<'UNKNOWN_UNIT'>
> {
  const key = `lz_${randomBytes(32).toString('base64url')}`;
  const { rows } = await tx.query<{ id: string; number: number }>(
    `INSERT INTO service_key (unit_id, source, allow, key_hash)
     SELECT id, $2, $3, $4 FROM unit WHERE code = $1 AND closed_at IS NULL RETURNING id, number`,
    [wanted.unitCode, wanted.source, [...new Set(wanted.allow)], hashOfKey(key)],
  );
  const made = rows[0];
  if (made === undefined) return refuse('UNKNOWN_UNIT');
  return { ...made, unit: wanted.unitCode, source: wanted.source, allow: wanted.allow, key };
}

export async function listServiceKeys(tx: Tx): Promise<ServiceKeyRow[]> {
  const { rows } = await tx.query<ServiceKeyRow>(
    `SELECT k.id, k.number, u.code AS unit, u.name AS "unitName", k.source, k.allow, k.created_at AS "createdAt",
            k.last_used_at AS "lastUsedAt", k.revoked_at AS "revokedAt"
     FROM service_key k JOIN unit u ON u.id = k.unit_id ORDER BY k.number`,
  );
  return rows;
}

/** Ends a key, named by its id or number; running servers follow within seconds. */
export async function revokeServiceKey(
  tx: Tx,
  name: string,
): Promise<{ id: string; number: number } | Refusal<'NOT_FOUND'>> {
  const { rows } = await tx.query<{ id: string; number: number }>(
    `UPDATE service_key SET revoked_at = coalesce(revoked_at, now())
     WHERE id::text = lower($1) OR number::text = $1 RETURNING id, number`,
    [name],
  );
  return rows[0] ?? refuse('NOT_FOUND');
}

export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
