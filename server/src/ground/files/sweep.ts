import { machine } from '../db/index.ts';
import type { FilesDeps } from './take-upload.ts';

/**
 * Removes from disk what has no row: uploads that broke off, bytes whose transaction did not commit, and what was
 * forgotten, because its key was destroyed. Young ones are left alone: somebody may be at work on them. @returns how many
 */
export async function sweepFiles({ db, params, store }: Omit<FilesDeps, 'scanner'>): Promise<number> {
  const before = new Date(Date.now() - params.milliseconds('files.orphans.after'));
  const temp = await store.listOld('temp', before);
  for (const id of temp) await store.dropTemp(id);
  const forgotten = await db.inTransaction(machine, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `UPDATE file_blob b SET gone_at = now()
       WHERE gone_at IS NULL AND NOT EXISTS (SELECT FROM vault_key k WHERE k.id = b.key_id) RETURNING id`,
    );
    return rows.map((row) => row.id);
  });
  const kept = await store.listOld('kept', before);
  const { rows } = await db.inTransaction(machine, (tx) =>
    tx.query<{ id: string }>(
      `SELECT k.id FROM unnest($1::uuid[]) AS k (id)
       WHERE NOT EXISTS (SELECT FROM file_blob b WHERE b.id = k.id AND b.gone_at IS NULL)`,
      [kept],
    ),
  );
  const orphans = new Set([...forgotten, ...rows.map((row) => row.id)]);
  for (const id of orphans) await store.remove(id);
  return temp.length + orphans.size;
}
