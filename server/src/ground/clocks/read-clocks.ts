import type { Tx } from '../db/index.ts';
import { type ClockRow, rowColumns } from './clock-row.ts';

/** The clocks of one subject within the scope, in the order of their policies. */
export async function readClocks(tx: Tx, kind: string, id: string): Promise<ClockRow[]> {
  const { rows } = await tx.query<ClockRow>({
    name: 'read-clocks',
    text: `SELECT ${rowColumns} FROM clocks WHERE subject_id = $1 AND subject_kind = $2 ORDER BY policy`,
    values: [id, kind],
  });
  return rows;
}
