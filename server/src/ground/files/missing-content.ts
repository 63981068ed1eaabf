import type { Tx } from '../db/index.ts';
import { listKept } from './store.ts';

/** Contents that the database knows and whose bytes are not on the disk, as after a backup that did not have them yet. */
export async function countMissingContent(tx: Tx, dataDir: string): Promise<{ missing: number; of: number }> {
  // Rows first: an upload that commits in between has its bytes on the disk already.
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM file_blob WHERE gone_at IS NULL');
  const kept = await listKept(dataDir);
  return { missing: rows.filter(({ id }) => !kept.has(id)).length, of: rows.length };
}
