import type { WarningSummary, ZeroingItem, ZeroingItems, ZeroingView } from '@lanzha/contract';
import type { Filter } from '../warnings/index.ts';
import { knownToday, maskSummary, type NamedRow, namedRows, toSummary } from '../warnings/index.ts';
import { type Sheet, sheetAt } from './calendar.ts';
import type { ZeroingDesk } from './desk.ts';
import { readExplanations } from './explanations.ts';
import { isExplained, ownWarnings } from './reach.ts';

export interface ItemsQuery {
  readonly view: ZeroingView;
  readonly unit?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Carried over or not, unit, level, due, id: where a page ended. */
type Place = [carried: boolean, unit: string, level: number, due: string, id: string];

/**
 * Warnings of the sheet that is open: what was carried over first, then unit by unit, the most urgent first. The order
 * holds nothing that explaining or pushing changes, so that a row stays where it was.
 */
export async function listItems(desk: ZeroingDesk, query: ItemsQuery): Promise<ZeroingItems> {
  const sheet = sheetAt(desk.params, desk.now);
  const where = ownWarnings(desk);
  const carried = `w.received_at < ${where.value(sheet.from)}::timestamptz`;
  conditions(where, query, sheet, carried);
  const order = `NOT (${carried})`;
  if (query.cursor !== undefined) {
    const place = JSON.parse(Buffer.from(query.cursor, 'base64url').toString()) as Place;
    const [isCarried, unit, level, due, id] = place;
    where.and(
      `(${order}, w.unit_id, w.level, w.due, w.id) > (${where.value(!isCarried)}::boolean, ${where.value(unit)}::uuid,
        ${where.value(level)}::smallint, ${where.value(due)}::timestamptz, ${where.value(id)}::uuid)`,
    );
  }
  const { rows } = await desk.tx.query<NamedRow>(
    `${namedRows} WHERE ${where.sql()} ORDER BY ${order}, w.unit_id, w.level, w.due, w.id LIMIT ${where.value(query.limit + 1)}`,
    where.values,
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    day: sheet.day,
    items: await toItems(desk, sheet, page),
    next: last === undefined ? null : encode(placeOf(last, sheet)),
    asOf: desk.now.toISOString(),
  };
}

function conditions(where: Filter, { view, unit }: ItemsQuery, { day, from }: Sheet, carried: string): void {
  if (unit !== undefined) where.and(`w.unit_id = ${where.value(unit)}::uuid`);
  if (view === 'closed') {
    where.and(`w.state = 'closed' AND w.closed_at >= ${where.value(from)}::timestamptz`);
    return;
  }
  where.and("w.state <> 'closed'");
  if (view === 'carried') where.and(carried);
  if (view === 'explained') where.and(isExplained(where.value(day)));
  if (view === 'unexplained') where.and(`NOT ${isExplained(where.value(day))}`);
}

async function toItems(desk: ZeroingDesk, sheet: Sheet, rows: readonly NamedRow[]): Promise<ZeroingItem[]> {
  const ids = rows.map(({ id }) => id);
  const summaries = await summariesOf(desk, rows);
  const explained = await readExplanations(desk, 'of-day', sheet.day, ids);
  const earlier = await readExplanations(desk, 'before-day', sheet.day, ids);
  const pushes = await readPushes(desk, sheet.day, ids);
  return rows.map((row, at) => ({
    warning: summaries[at] ?? toSummary(row),
    overdue: row.due_iso !== 'infinity' && Date.parse(row.due_iso) < desk.now.getTime(),
    carried: row.received_at < sheet.from,
    explanation: explained.get(row.id) ?? null,
    earlier: earlier.get(row.id) ?? null,
    pushes: pushes.get(row.id) ?? null,
  }));
}

/** These rows as a list shows them, masked with all that is known today. */
export async function summariesOf(
  desk: Pick<ZeroingDesk, 'tx' | 'vault'>,
  rows: readonly NamedRow[],
): Promise<WarningSummary[]> {
  const known = await knownToday(
    desk,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => maskSummary(toSummary(row), known));
}

async function readPushes(
  { tx }: ZeroingDesk,
  day: string,
  ids: readonly string[],
): Promise<Map<string, { count: number; lastAt: string }>> {
  const { rows } = await tx.query<{ id: string; count: number; lastAt: Date }>(
    `SELECT warning_id AS id, count(*) AS count, max(at) AS "lastAt" FROM zeroing_push
     WHERE day = $1 AND warning_id = ANY ($2::uuid[]) GROUP BY warning_id`,
    [day, ids],
  );
  return new Map(rows.map(({ id, count, lastAt }) => [id, { count, lastAt: lastAt.toISOString() }]));
}

const placeOf = (row: NamedRow, { from }: Sheet): Place => [
  row.received_at < from,
  row.unit_id,
  row.level,
  row.due_iso,
  row.id,
];

const encode = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');
