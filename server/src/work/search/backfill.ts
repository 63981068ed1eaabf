import { type Db, machine } from '../../ground/db/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { backfillIndex } from '../warnings/index.ts';

/** Goes on where it stopped; each step is committed. */
export async function backfillSearch(db: Db, vault: Vault, signal: AbortSignal): Promise<void> {
  for (let done = false; !done && !signal.aborted; ) {
    done = await db.inTransaction(machine, async (tx) => {
      const { rows } = await tx.query<{ after: string | null; done: boolean }>(
        'SELECT after, done FROM search_backfill FOR UPDATE',
      );
      const state = rows[0];
      if (state === undefined || state.done) return true;
      const last = await backfillIndex(tx, vault, state.after);
      await tx.query('UPDATE search_backfill SET after = coalesce($1, after), done = $1 IS NULL', [last]);
      return last === null;
    });
  }
}
