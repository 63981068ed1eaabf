import type { Tx } from '../../ground/db/index.ts';

/** How many notes, reasons and words of steps lie under each of these data keys. */
export async function countNotesUnder(tx: Tx, keys: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await tx.query<{ id: number; count: number }>(
    `SELECT id, count(*)::integer AS count FROM (
       SELECT note_key AS id FROM shift WHERE note_key = ANY ($1)
       UNION ALL SELECT reason_key FROM shift WHERE reason_key = ANY ($1)
       UNION ALL SELECT key_id FROM shift_history WHERE key_id = ANY ($1)) AS words GROUP BY id`,
    [keys],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
