import { type ListFilter, type ListRow, sortKeysOf } from '@lanzha/contract';
import { isRefusal, type Refusal } from '../../ground/refusal/index.ts';
import { type Asked, filterOf } from './filter.ts';
import { findIds, prepare, type ReadingDesk } from './find-ids.ts';
import { readRows } from './rows.ts';

import { mostNamed, stillFound } from './words.ts';

/** Counting to the end of a million rows is not worth the wait. A word that is not counted out holds at least as many. */
export const countedAtMost = mostNamed;

export interface TablePage {
  items: ListRow[];
  next: string | null;
  /** Exact up to `countedAtMost`; one more means more than that; null after the first page. */
  total: number | null;
  asOf: string;
}

/** The table of all warnings in the person's sight: filtered, in the order asked for, page by page. */
export async function listAllWarnings(
  desk: ReadingDesk,
  {
    sort,
    cursor,
    limit,
    ...filter
  }: ListFilter & { sort: string; cursor?: string | undefined; limit: number },
): Promise<TablePage | Refusal<'EXPIRED'>> {
  const asked = await prepare(desk, filter);
  if (isRefusal(asked)) return asked;
  const { ids, next } = await findIds(desk, asked, sortKeysOf(sort), { cursor, limit });
  const rows = await readRows(desk, ids);
  const { sought } = asked;
  return {
    items: sought === undefined ? rows : rows.filter((row) => stillFound(row, sought)),
    next,
    total: cursor === undefined ? await countFound(desk, asked) : null,
    asOf: desk.now.toISOString(),
  };
}

/** How many answer, up to one more than `countedAtMost`. */
export async function countFound({ tx }: ReadingDesk, asked: Asked): Promise<number> {
  const { filter, sought } = asked;
  // A common word alone: looking it up has counted already.
  const alone = Object.entries(filter).every(([name, value]) => name === 'q' || value === undefined);
  if (alone && sought !== undefined && 'ids' in sought && sought.ids === null) return countedAtMost + 1;
  const where = filterOf(asked);
  // Rows of one time lie together: counting begins there and not at the first page of the table.
  const near =
    filter.received !== undefined
      ? 'ORDER BY w.received_at DESC'
      : filter.closed !== undefined
        ? 'ORDER BY w.closed_at DESC'
        : '';
  const { rows } = await tx.query<{ total: number }>(
    `SELECT count(*) AS total FROM (SELECT FROM warning w WHERE ${where.sql()} ${near} LIMIT ${countedAtMost + 1}) found`,
    where.values,
  );
  return rows[0]?.total ?? 0;
}
