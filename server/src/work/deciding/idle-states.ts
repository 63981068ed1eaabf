import { decodeState } from '@lanzha/engine/scoring';
import type { Tx } from '../../ground/db/index.ts';

/** Before the first of all keys. */
const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * Deletes the state rows among the next `atOnce` whose last event lies before `since`. Rows that a batch is deciding on are
 * passed over, as are those that changed since the look: they are not idle.
 * @returns where to go on, null at the end
 */
export async function deleteIdleSubjects(
  tx: Tx,
  after: string | null,
  since: Date,
  atOnce: number,
): Promise<{ deleted: number; after: string | null }> {
  const { rows } = await tx.query<{ key: string; state: Buffer }>({
    name: 'look-for-idle-subjects',
    text: 'SELECT key, state FROM subject_state WHERE key > $1 ORDER BY key LIMIT $2',
    values: [after ?? beforeAll, atOnce],
  });
  const idle = rows.filter(({ state }) => decodeState(state).latest * 60_000 < since.getTime());
  const { rowCount } = await tx.query(
    `DELETE FROM subject_state s USING unnest($1::uuid[], $2::bytea[]) AS seen (key, state)
     WHERE s.key = seen.key AND s.state = seen.state
       AND s.key IN (SELECT key FROM subject_state WHERE key = ANY ($1) ORDER BY key FOR UPDATE SKIP LOCKED)`,
    [idle.map(({ key }) => key), idle.map(({ state }) => state)],
  );
  return { deleted: rowCount ?? 0, after: rows.at(-1)?.key ?? null };
}

/** Counts without deleting, for a preview: at most `most` rows are looked at. */
export async function countIdleSubjects(tx: Tx, since: Date, most: number): Promise<number> {
  const { rows } = await tx.query<{ state: Buffer }>('SELECT state FROM subject_state LIMIT $1', [most]);
  return rows.filter(({ state }) => decodeState(state).latest * 60_000 < since.getTime()).length;
}
