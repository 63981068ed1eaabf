import { type Db, machine } from '../../ground/db/index.ts';
import { destroySliceKey, slicesUpTo } from '../../ground/vault/index.ts';
import { purpose } from './sealed-value.ts';

/** Destroys the values whose time is over, key by key; what was listed and why stays on record without them. */
export async function forgetLinks(db: Db, now: Date, signal: AbortSignal): Promise<number> {
  const today = now.toISOString().slice(0, 10);
  const slices = await db.inTransaction(machine, (tx) => slicesUpTo(tx, purpose, today, today));
  let forgotten = 0;
  for (const { id } of slices.filter(({ day }) => day < today)) {
    if (signal.aborted) break;
    forgotten += await db.inTransaction(machine, async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE link SET key = NULL, key_id = NULL, sealed = NULL, forgotten_at = $2 WHERE key_id = $1`,
        [id, now],
      );
      await destroySliceKey(tx, id);
      return rowCount ?? 0;
    });
  }
  return forgotten;
}
