import type { Tx } from '../../ground/db/index.ts';

/** Views removed more than a day ago: nobody takes that back any more. */
export async function pruneViews(tx: Tx): Promise<void> {
  await tx.query(`DELETE FROM saved_view WHERE removed_at < now() - interval '1 day'`);
}
