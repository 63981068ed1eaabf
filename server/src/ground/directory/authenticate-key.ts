import type { Db } from '../db/index.ts';
import { hashOfKey, type KeyRight } from './service-keys.ts';

/** For whom a bearer key speaks. `number` is the scope of signal ids. */
export interface ServiceKey {
  readonly id: string;
  readonly number: number;
  readonly unitId: string;
  readonly placeCode: string;
  readonly source: string;
  readonly allow: readonly KeyRight[];
}

export interface ServiceKeys {
  /** `secret` is what stands after `Bearer` in the header Authorization; null when it is no live key of ours. */
  authenticateKey(secret: string): Promise<ServiceKey | null>;
}

const rememberedMs = 5_000; // so long a revoked key may still work on this node
const rememberedKeys = 1_000;
const usedEveryMs = 60_000;

export function openServiceKeys(db: Db): ServiceKeys {
  const remembered = new Map<string, { until: number; key: ServiceKey | null }>();
  const used = new Map<number, number>();

  async function look(hash: Buffer): Promise<ServiceKey | null> {
    const name = hash.toString('base64');
    const now = performance.now();
    const known = remembered.get(name);
    if (known !== undefined && known.until > now) return known.key;
    const key = await findKey(db, hash);
    remembered.delete(name);
    if (remembered.size >= rememberedKeys) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(name, { until: now + rememberedMs, key });
    return key;
  }
  async function noteUse(key: ServiceKey): Promise<void> {
    const now = performance.now();
    if (now - (used.get(key.number) ?? Number.NEGATIVE_INFINITY) < usedEveryMs) return;
    used.set(key.number, now);
    await db.pool.query('UPDATE service_key SET last_used_at = now() WHERE number = $1', [key.number]);
  }
  return {
    async authenticateKey(secret) {
      if (!/^lz_[\w-]{43}$/.test(secret)) return null;
      const key = await look(hashOfKey(secret));
      if (key !== null) await noteUse(key);
      return key;
    },
  };
}

async function findKey(db: Db, hash: Buffer): Promise<ServiceKey | null> {
  const { rows } = await db.pool.query<ServiceKey>({
    name: 'find-service-key',
    text: `SELECT k.id, k.number, k.unit_id AS "unitId", u.place_code AS "placeCode", k.source, k.allow
           FROM service_key k JOIN unit u ON u.id = k.unit_id
           WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND u.closed_at IS NULL`,
    values: [hash],
  });
  return rows[0] ?? null;
}
