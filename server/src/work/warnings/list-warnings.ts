import type { WarningSummary } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';
import type { Desk } from './desk.ts';
import { knownToday, maskSummary } from './known-today.ts';
import { lentMark, listLent, readLent, recordLentReading } from './lent.ts';
import { filterOf, type ListQuery, type Viewer } from './list-filter.ts';
import { type NamedRow, namedRows, toSummary } from './summary.ts';

export interface WarningPage {
  items: WarningSummary[];
  next: string | null;
  /** Exact up to `countedAtMost`; one more means "more than that". */
  total: number;
}

export const countedAtMost = 10_000;

type Part = Position['part'];
type PartRow = NamedRow & { readonly part: Part };

/**
 * Open warnings by level, then by the clock that runs (contact, after it the meeting), then by id; after them closed
 * ones, newest first. Paging goes by key, so a page never repeats or skips what has not itself moved.
 */
export async function listWarnings(
  desk: Pick<Desk, 'tx' | 'actor' | 'vault'>,
  query: ListQuery,
): Promise<WarningPage> {
  const after = decodeCursor(query.cursor);
  const viewer: Viewer = { actor: desk.actor, lent: await listLent(desk) };
  const rows: PartRow[] = [];
  for (const part of partsOf(query, after)) {
    const left = query.limit + 1 - rows.length;
    if (left > 0) rows.push(...(await readPart(desk.tx, viewer, query, part, after, left)));
  }
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const lent = await readLent(desk, items);
  await recordLentReading(desk, 'loans.listed', lent);
  const known = await knownToday(
    desk,
    items.map(({ id }) => id),
  );
  return {
    items: items.map((row) => ({ ...maskSummary(toSummary(row), known), lent: lentMark(lent.get(row.id)) })),
    next: last !== undefined && rows.length > items.length ? encodeCursor(positionOf(last)) : null,
    total: await countWarnings(desk.tx, viewer, query),
  };
}

function partsOf({ state }: ListQuery, after: Position | undefined): Part[] {
  const wanted: Part[] = state === undefined ? ['open', 'closed'] : [state === 'closed' ? 'closed' : 'open'];
  return wanted.filter((part) => !(part === 'open' && after?.part === 'closed'));
}

const order = {
  open: 'w.level, w.due, w.id',
  closed: 'w.closed_at DESC, w.id DESC',
} as const satisfies Record<Part, string>;

async function readPart(
  tx: Tx,
  viewer: Viewer,
  query: ListQuery,
  part: Part,
  after: Position | undefined,
  limit: number,
): Promise<PartRow[]> {
  const where = filterOf(query, viewer);
  where.and(part === 'open' ? `w.state <> 'closed'` : `w.state = 'closed'`);
  if (part === 'open' && after?.part === 'open')
    where.and(
      `(w.level, w.due, w.id) > (${where.value(after.level)}::smallint, ${where.value(after.due)}::timestamptz,
         ${where.value(after.id)}::uuid)`,
    );
  if (part === 'closed' && after?.part === 'closed')
    where.and(
      `(w.closed_at, w.id) < (${where.value(after.closedAt)}::timestamptz, ${where.value(after.id)}::uuid)`,
    );
  const { rows } = await tx.query<NamedRow>(
    `${namedRows} WHERE ${where.sql()} ORDER BY ${order[part]} LIMIT ${where.value(limit)}`,
    where.values,
  );
  return rows.map((row) => ({ ...row, part }));
}

async function countWarnings(tx: Tx, viewer: Viewer, query: ListQuery): Promise<number> {
  const where = filterOf(query, viewer);
  if (query.state !== undefined)
    where.and(query.state === 'closed' ? `w.state = 'closed'` : `w.state <> 'closed'`);
  const { rows } = await tx.query<{ total: number }>(
    `SELECT count(*) AS total FROM (SELECT FROM warning w WHERE ${where.sql()} LIMIT ${countedAtMost + 1}) found`,
    where.values,
  );
  return rows[0]?.total ?? 0;
}

const positionOf = (row: PartRow): Position =>
  row.part === 'open'
    ? { part: 'open', level: row.level, due: row.due_iso, id: row.id }
    : { part: 'closed', closedAt: row.closed_iso ?? '', id: row.id };
