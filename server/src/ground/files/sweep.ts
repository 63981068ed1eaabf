import { type Db, machine } from '../db/index.ts';
import type { Store } from './store.ts';
import type { FilesDeps } from './take-upload.ts';

/**
 * Removes from disk what has no row: uploads that broke off, bytes whose transaction did not commit, and what was
 * forgotten, because its key was destroyed. Young ones are left alone: somebody may be at work on them. What has a row but
 * still lies among the incoming (the machine lost power) goes to its place. @returns how many were removed
 */
export async function sweepFiles({ db, params, store }: Omit<FilesDeps, 'scanner'>): Promise<number> {
  const before = new Date(Date.now() - params.milliseconds('files.orphans.after'));
  await takeBack(db, store);
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
  const living = await livingOf(db, kept);
  const orphans = new Set([...forgotten, ...kept.filter((id) => !living.has(id))]);
  for (const id of orphans) await store.remove(id);
  return temp.length + orphans.size;
}

/** A row is written before the upload is moved, and committed after: whoever has one and lies here was moved in vain. */
async function takeBack(db: Db, store: Store): Promise<void> {
  const here = await store.listOld('temp', new Date());
  for (const id of await livingOf(db, here)) {
    if (await store.isKept(id)) await store.dropTemp(id);
    else await store.keep(id);
  }
}

/** Which of these contents are in use. */
async function livingOf(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.inTransaction(machine, (tx) =>
    tx.query<{ id: string }>('SELECT id FROM file_blob WHERE id = ANY ($1::uuid[]) AND gone_at IS NULL', [
      ids,
    ]),
  );
  return new Set(rows.map((row) => row.id));
}
