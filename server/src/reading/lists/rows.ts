import type { ListRow } from '@lanzha/contract';
import {
  type Desk,
  knownToday,
  lentMark,
  maskSummary,
  type NamedRow,
  namedRows,
  readLent,
  recordLentReading,
  toSummary,
} from '../../work/warnings/index.ts';

/**
 * These warnings as a list shows them, in this order: masked with all that is known today. Those that have left the scope
 * meanwhile are missing. Reading what is lent is recorded.
 */
export async function readRows(
  desk: Pick<Desk, 'tx' | 'actor' | 'vault' | 'now'>,
  ids: readonly string[],
): Promise<ListRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await desk.tx.query<NamedRow>({
    name: 'read-list-rows',
    text: `${namedRows} WHERE w.id = ANY ($1::uuid[])`,
    values: [ids],
  });
  const lent = await readLent(desk, rows);
  await recordLentReading(desk, 'loans.listed', lent);
  const known = await knownToday(desk, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    return [{ ...maskSummary(toListRow(row, desk.now), known), lent: lentMark(lent.get(id)) }];
  });
}

function toListRow(row: NamedRow, now: Date): ListRow {
  const dueAt = row.due_iso === 'infinity' ? null : new Date(row.due_iso).toISOString();
  return {
    ...toSummary(row),
    closedAt: row.closed_at?.toISOString() ?? null,
    savedFen: row.saved_fen,
    dueAt,
    overdue: dueAt !== null && Date.parse(dueAt) < now.getTime(),
  };
}
