import type { ListFilter, SortKey } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { findSearch } from '../../work/search/index.ts';
import { type Desk, listLent } from '../../work/warnings/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type Asked, allowedBy, filterOf } from './filter.ts';
import { type OrderKey, type OrderValue, orderOf, wholeOrder } from './orders.ts';
import { type Part, partsOf } from './parts.ts';
import { seek } from './words.ts';

export type ReadingDesk = Pick<Desk, 'tx' | 'actor' | 'vault' | 'now'>;

/** Looks up what stands behind the words and the handle of a filter. `lent: false` leaves out what is only lent. */
export async function prepare(
  desk: ReadingDesk,
  filter: ListFilter,
  options: { lent: boolean } = { lent: true },
): Promise<Asked | Refusal<'EXPIRED'>> {
  const { tx, actor, now } = desk;
  const { q, handle } = filter;
  const search = handle === undefined ? undefined : await findSearch(desk, handle);
  if (handle !== undefined && search === undefined) return refuse('EXPIRED');
  return {
    filter,
    actor,
    now,
    lent: options.lent ? await listLent(desk) : null,
    sought: q === undefined || q === '' ? undefined : await seek(tx, q),
    keys: search?.keys,
  };
}

export interface Found {
  readonly ids: readonly string[];
  /** Where the page after these begins; null when these are the last. */
  readonly next: string | null;
}

/** Ids of the rows that answer, in order, from after the cursor on. */
export async function findIds(
  desk: ReadingDesk,
  asked: Asked,
  sort: readonly SortKey[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Found> {
  const keys = wholeOrder(sort);
  const rows: (readonly OrderValue[])[] = [];
  for (const part of partsOf(keys, decodeCursor(keys, cursor), allowedBy(asked.filter))) {
    const left = limit + 1 - rows.length;
    if (left <= 0) break;
    rows.push(...(await readPart(desk, asked, part, keys, left)));
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    ids: page.map((row) => String(row.at(-1))),
    next: last !== undefined && rows.length > page.length ? encodeCursor(keys, last) : null,
  };
}

async function readPart(
  { tx }: ReadingDesk,
  asked: Asked,
  part: Part,
  keys: readonly OrderKey[],
  limit: number,
): Promise<OrderValue[][]> {
  const where = filterOf(asked);
  for (const condition of part.where) where.and(condition(where));
  const { rows } = await tx.query<OrderValue[]>({
    rowMode: 'array',
    text: `SELECT ${keys.map(({ by }) => orderOf(by).carried).join(', ')} FROM warning w
           WHERE ${where.sql()} ORDER BY ${part.orderBy.join(', ')} LIMIT ${where.value(limit)}`,
    values: where.values,
  });
  return rows;
}
