import { type Db, machine } from '../db/index.ts';
import { foreignKeyFile, staleKeyFile } from './key-file.ts';
import { fingerprintOf, type MasterKeys } from './master-key.ts';
import { SealBroken, unseal } from './seal.ts';
import { wrapContext } from './slice-keys.ts';

/**
 * Holds the key file against the database, and remembers whose it is at the first time.
 * @param fresh nothing was ever sealed: any key file will do
 * @throws KeyFileError when it is another installation's, or a copy from before the master key was changed
 */
export async function checkKeyFile(db: Db, path: string, master: MasterKeys, fresh = false): Promise<void> {
  const fingerprint = fingerprintOf(master);
  await db.inTransaction(machine, async (tx) => {
    const { rows } = await tx.query<{ generation: number; fingerprint: string | null }>(
      'SELECT generation, fingerprint FROM vault_master FOR UPDATE',
    );
    const row = rows[0];
    if (row === undefined) return;
    if (!fresh && row.fingerprint !== null && row.fingerprint !== fingerprint) throw foreignKeyFile(path);
    if (!master.wrappings.has(row.generation)) throw staleKeyFile(path);
    if (row.fingerprint === fingerprint) return;
    const { rows: keys } = await tx.query<{
      purpose: string;
      slice: string;
      wrapped: Buffer;
      generation: number;
    }>('SELECT purpose, slice, wrapped, generation FROM vault_key ORDER BY id DESC LIMIT 1');
    for (const key of keys) {
      const wrapping = master.wrappings.get(key.generation);
      if (wrapping === undefined) throw staleKeyFile(path);
      try {
        unseal(wrapping, key.wrapped, wrapContext(key));
      } catch (error) {
        throw error instanceof SealBroken ? foreignKeyFile(path) : error;
      }
    }
    await tx.query('UPDATE vault_master SET fingerprint = $1', [fingerprint]);
  });
}
