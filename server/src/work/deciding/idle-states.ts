import { decodeState, type SubjectState } from '@lanzha/engine/scoring';
import type { Tx } from '../../ground/db/index.ts';

/** Before the first of all keys. */
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Of a row `s`: not written for so long ($2), and nobody is at work on the person. */
const quiet = `s.written_on < ($2::timestamptz AT TIME ZONE 'UTC')::date
  AND NOT EXISTS (SELECT FROM warning w WHERE w.person = s.person AND w.state <> 'closed')`;

/** The newest thing that the state remembers, in milliseconds since 1970: what came late counts nowhere, but is evidence. */
function newestIn({ latest, recent }: SubjectState): number {
  return recent.reduce((newest, { at }) => Math.max(newest, at * 1_000), latest * 60_000);
}

/**
 * Deletes the state rows among the next `atOnce` that were idle since `since`: neither an event nor evidence nor a writing lies
 * after it, and no warning of the person is open. Rows that a batch is deciding on are passed over, as are those that changed
 * since the look.
 * @returns where to go on, null at the end
 */
export async function deleteIdleSubjects(
  tx: Tx,
  after: string | null,
  since: Date,
  atOnce: number,
): Promise<{ deleted: number; after: string | null }> {
  const { rows } = await tx.query<{ key: string; state: Buffer; quiet: boolean }>({
    name: 'look-for-idle-subjects',
    text: `SELECT s.key, s.state, ${quiet} AS quiet FROM subject_state s WHERE s.key > $1 ORDER BY s.key LIMIT $3`,
    values: [after ?? beforeAll, since, atOnce],
  });
  const idle = rows.filter((row) => row.quiet && newestIn(decodeState(row.state)) < since.getTime());
  const { rowCount } = await tx.query(
    `DELETE FROM subject_state s USING unnest($1::uuid[], $3::bytea[]) AS seen (key, state)
     WHERE s.key = seen.key AND s.state = seen.state AND ${quiet}
       AND s.key IN (SELECT key FROM subject_state WHERE key = ANY ($1) ORDER BY key FOR UPDATE SKIP LOCKED)`,
    [idle.map(({ key }) => key), since, idle.map(({ state }) => state)],
  );
  return { deleted: rowCount ?? 0, after: rows.at(-1)?.key ?? null };
}

/** Counts without deleting, for a preview: at most `most` rows are looked at. */
export async function countIdleSubjects(tx: Tx, since: Date, most: number): Promise<number> {
  const { rows } = await tx.query<{ state: Buffer; quiet: boolean }>(
    `SELECT s.state, ${quiet} AS quiet FROM subject_state s LIMIT $1`,
    [most, since],
  );
  return rows.filter((row) => row.quiet && newestIn(decodeState(row.state)) < since.getTime()).length;
}
