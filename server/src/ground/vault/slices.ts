import type { Tx } from '../db/index.ts';

/** A data key as forgetting sees it. */
export interface Slice {
  readonly id: number;
  readonly purpose: string;
  /** YYYY-MM-DD: the day on which was sealed; of a purpose `….until`, the day on which it is looked at again. */
  readonly day: string;
}

/**
 * Data keys of a purpose whose day is not after `day`, oldest first. The day counts from when the key was made as well: a
 * clock that was far behind does not make young data old.
 */
export async function slicesUpTo(tx: Tx, purpose: string, day: string, today: string): Promise<Slice[]> {
  const { rows } = await tx.query<Slice>(
    `SELECT id, purpose, day FROM (
       SELECT id, purpose, slice AS day, CASE WHEN purpose LIKE '%.until' THEN slice ELSE
         greatest(slice, max(slice) FILTER (WHERE slice <= $3) OVER (PARTITION BY purpose ORDER BY id)) END AS since
       FROM vault_key WHERE purpose = $1) AS keys
     WHERE since <= $2 ORDER BY day, id`,
    [purpose, day, today],
  );
  return rows;
}

/** Forgets everything that is sealed under the key. The caller has sealed again what must stay. */
export async function destroySliceKey(tx: Tx, id: number): Promise<boolean> {
  const { rowCount } = await tx.query('DELETE FROM vault_key WHERE id = $1', [id]);
  return rowCount === 1;
}
