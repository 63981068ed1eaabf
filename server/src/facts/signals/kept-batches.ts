import type { Tx } from '../../ground/db/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { context as contextOf } from './batches.ts';

/** A batch `b` stands under a hold at $2: it came in a period that must not be forgotten. */
export const held = `EXISTS (SELECT FROM retention_hold h WHERE h.released_at IS NULL AND (h.until IS NULL OR h.until > $2)
    AND h.from_at <= b.at AND b.at < h.to_at)`;

/** How many signals lie under each of these data keys, and how many of them under a hold. */
export async function countSignalsUnder(
  tx: Tx,
  keys: readonly number[],
  now: Date,
): Promise<Map<number, { count: number; held: number }>> {
  const { rows } = await tx.query<{ keyId: number; count: number; held: number }>(
    `SELECT key_id AS "keyId", sum(count)::integer AS count, coalesce(sum(count) FILTER (WHERE ${held}), 0)::integer AS held
     FROM signal_batch b WHERE key_id = ANY ($1) GROUP BY key_id`,
    [keys, now],
  );
  return new Map(rows.map(({ keyId, ...row }) => [keyId, row]));
}

/**
 * Seals held batches of a data key again, to be looked at on the day `until`.
 * @returns how many; fewer than `atOnce` means that none is left
 * @throws SealBroken when one does not open
 */
export async function keepHeldBatches(
  tx: Tx,
  vault: Vault,
  keyId: number,
  { now, until, atOnce }: { now: Date; until: Date; atOnce: number },
): Promise<number> {
  const { rows } = await tx.query<{ id: number; keyId: number; sealed: Buffer }>(
    `SELECT id, key_id AS "keyId", sealed FROM signal_batch b WHERE key_id = $1 AND ${held} ORDER BY id LIMIT $3`,
    [keyId, now, atOnce],
  );
  for (const row of rows) {
    const plain = await vault.unseal(tx, row, contextOf(row.id));
    const again = await vault.seal(tx, 'signals.until', plain, contextOf(row.id), until);
    await tx.query('UPDATE signal_batch SET key_id = $2, sealed = $3 WHERE id = $1', [
      row.id,
      again.keyId,
      again.sealed,
    ]);
  }
  return rows.length;
}
