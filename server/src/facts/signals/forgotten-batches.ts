import type { Tx } from '../../ground/db/index.ts';
import { held } from './kept-batches.ts';

/**
 * Takes the bytes of batches whose key was destroyed: nobody opens them any more. Their rows stay, as counts and as the age of
 * their receipts. @returns how many; fewer than `atOnce` means that none is left
 */
export async function emptyBatches(tx: Tx, atOnce: number): Promise<number> {
  const { rowCount } = await tx.query(
    `UPDATE signal_batch SET sealed = '', key_id = 0 WHERE id IN (
       SELECT b.id FROM signal_batch b
       WHERE b.key_id <> 0 AND NOT EXISTS (SELECT FROM vault_key k WHERE k.id = b.key_id) LIMIT $1)`,
    [atOnce],
  );
  return rowCount ?? 0;
}

/** About ten thousand receipts. */
const blocksAtOnce = 100;

/**
 * Deletes receipts of emptied batches that came before `before`, in the next part of the table.
 * @param from where to go on; 0 at the beginning @returns where to go on, null at the end
 */
export async function dropReceipts(
  tx: Tx,
  before: Date,
  from: number,
): Promise<{ dropped: number; next: number | null }> {
  const { rows } = await tx.query<{ dropped: number; next: number | null }>(
    'SELECT dropped, next_block AS next FROM drop_receipts($1, $2, $3)',
    [before, from, blocksAtOnce],
  );
  return rows[0] ?? { dropped: 0, next: null };
}

/** Deletes emptied batches that came before `before`; their receipts went first. @returns how many */
export async function dropBatches(tx: Tx, before: Date, atOnce: number): Promise<number> {
  const { rows } = await tx.query<{ dropped: number }>('SELECT drop_batches($1, $2) AS dropped', [
    before,
    atOnce,
  ]);
  return rows[0]?.dropped ?? 0;
}

/** Receipts that came before `before`, by the day (UTC) on which they came. */
export async function countReceipts(
  tx: Tx,
  before: Date,
  now: Date,
): Promise<{ day: string; count: number; held: number }[]> {
  const { rows } = await tx.query<{ day: string; count: number; held: number }>(
    `SELECT to_char(b.at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(count)::integer AS count,
            coalesce(sum(count) FILTER (WHERE ${held}), 0)::integer AS held
     FROM signal_batch b WHERE b.at < $1 GROUP BY 1 ORDER BY 1`,
    [before, now],
  );
  return rows;
}
