import { hash } from 'node:crypto';
import type { KeyRight } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import { type Db, machine } from '../db/index.ts';
import { type AddressRange, liesIn, readRange } from './address-ranges.ts';
import { hashOfKey } from './service-keys.ts';

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
  /**
   * `secret` is what stands after `Bearer` in the header Authorization, `address` where it comes from; null when it is
   * no live key of ours, or not from there.
   */
  authenticateKey(secret: string, address: string): Promise<ServiceKey | null>;
  /** Asks the database again from now on: for the process that has just revoked a key. */
  forget(): void;
}

const rememberedMs = 5_000; // so long a revoked key may still work on another node
const rememberedKeys = 1_000;
const usedEveryMs = 60_000;

interface KnownKey {
  readonly key: ServiceKey;
  readonly expiresAt: number;
  readonly ranges: readonly AddressRange[];
}

/** A key is looked up once in five seconds and its use written once a minute, beside the request: no query for each one. */
export function openServiceKeys(db: Db): ServiceKeys {
  const remembered = new Map<string, { until: number; known: KnownKey | null }>();
  const noted = new Map<string, number>();

  async function look(secret: string): Promise<KnownKey | null> {
    const name = hash('sha256', secret, 'base64');
    const now = performance.now();
    const before = remembered.get(name);
    if (before !== undefined && before.until > now) return before.known;
    const known = await findKey(db, hashOfKey(secret));
    remembered.delete(name);
    if (remembered.size >= rememberedKeys) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(name, { until: now + rememberedMs, known });
    return known;
  }

  /** Nobody waits for it, and a signal is worth more than a note: what fails is written the next time. */
  function note(what: string, write: () => Promise<unknown>): void {
    const now = performance.now();
    if (now - (noted.get(what) ?? Number.NEGATIVE_INFINITY) < usedEveryMs) return;
    noted.set(what, now);
    write().catch(() => noted.delete(what));
  }

  return {
    async authenticateKey(secret, address) {
      if (!/^lz_[\w-]{43}$/.test(secret)) return null;
      const known = await look(secret);
      if (known === null || known.expiresAt <= Date.now()) return null;
      const { key, ranges } = known;
      if (ranges.length > 0 && !liesIn(ranges, address)) {
        note(`elsewhere ${key.id}`, () => recordElsewhere(db, key, address));
        return null;
      }
      note(key.id, () =>
        db.pool.query('UPDATE service_key SET last_used_at = now(), last_used_from = $2 WHERE id = $1', [
          key.id,
          address,
        ]),
      );
      return key;
    },
    forget: () => remembered.clear(),
  };
}

async function findKey(db: Db, hash: Buffer): Promise<KnownKey | null> {
  const { rows } = await db.pool.query<ServiceKey & { expiresAt: Date | null; allowFrom: string[] }>({
    name: 'find-service-key',
    text: `SELECT k.id, k.number, k.unit_id AS "unitId", u.place_code AS "placeCode", k.source, k.allow,
             k.expires_at AS "expiresAt", k.allow_from AS "allowFrom"
           FROM service_key k JOIN unit u ON u.id = k.unit_id
           WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND u.closed_at IS NULL`,
    values: [hash],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { expiresAt, allowFrom, ...key } = row;
  const ranges = allowFrom.map((text) => readRange(text)).filter((range) => range !== null);
  // A list of which nothing can be read must not open the door to everybody.
  if (ranges.length < allowFrom.length) return null;
  return { key, expiresAt: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY, ranges };
}

/** A right key from a wrong place may be a stolen one. */
async function recordElsewhere(db: Db, key: ServiceKey, address: string): Promise<void> {
  await db.inTransaction(machine, (tx) =>
    recordAudit(tx, {
      actor: null,
      unitId: key.unitId,
      event: 'key.refused',
      ok: false,
      target: key.id,
      detail: { reason: 'address', ip: address },
    }),
  );
}
