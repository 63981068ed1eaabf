import type { ZeroingLeft, ZeroingLeftView } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { Filter, inScope, levelAt, type NamedRow, namedRows } from '../warnings/index.ts';
import type { ZeroingDesk } from './desk.ts';
import { readExplanations } from './explanations.ts';
import { summariesOf } from './list-items.ts';

export interface LeftQuery {
  readonly day: string;
  readonly view: ZeroingLeftView;
  readonly unit?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface LeftRow {
  readonly id: string;
  readonly no: number;
  readonly unit: { readonly id: string; readonly name: string };
  readonly assignee: { readonly id: string; readonly name: string } | null;
  readonly level: number;
  readonly overdue: boolean;
  readonly explained: boolean;
}

const conditions = {
  left: 'true',
  unexplained: 'NOT l.explained',
  explained: 'l.explained',
  late: 'EXISTS (SELECT FROM zeroing_explanation e WHERE e.warning_id = l.warning_id AND e.day = l.day AND e.late)',
} as const satisfies Record<ZeroingLeftView, string>;

/** What a day left open, as it stood at its hour and as it is now; the unexplained first. */
export async function listLeft(
  desk: ZeroingDesk,
  { day, view, unit, cursor, limit }: LeftQuery,
): Promise<{ items: ZeroingLeft[]; next: string | null } | Refusal<'NOT_FOUND'>> {
  const { rowCount } = await desk.tx.query('SELECT FROM zeroing_hour WHERE day = $1 AND counted', [day]);
  if (rowCount === 0) return refuse('NOT_FOUND');
  const where = new Filter();
  where.and(`l.day = ${where.value(day)}::date AND ${conditions[view]}`);
  if (unit !== undefined) where.and(`l.unit_id = ${where.value(unit)}::uuid`);
  if (cursor !== undefined) {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [
      boolean,
      string,
      number,
      string,
    ];
    const [explained, after, level, id] = place;
    where.and(
      `(l.explained, l.unit_id, l.level, l.warning_id) > (${where.value(explained)}::boolean, ${where.value(after)}::uuid,
        ${where.value(level)}::smallint, ${where.value(id)}::uuid)`,
    );
  }
  const { rows } = await desk.tx.query<LeftRow>(
    `SELECT l.warning_id AS id, l.no, l.level, l.overdue, l.explained, json_build_object('id', u.id, 'name', u.name) AS unit,
            CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS assignee
     FROM zeroing_left l JOIN unit u ON u.id = l.unit_id LEFT JOIN person p ON p.id = l.assignee_id
     WHERE ${where.sql()} ORDER BY l.explained, l.unit_id, l.level, l.warning_id LIMIT ${where.value(limit + 1)}`,
    where.values,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: await toLeft(desk, day, page), next: last === undefined ? null : encode(last) };
}

async function toLeft(desk: ZeroingDesk, day: string, page: readonly LeftRow[]): Promise<ZeroingLeft[]> {
  const ids = page.map(({ id }) => id);
  const { rows } = await desk.tx.query<NamedRow>(`${namedRows} WHERE w.id = ANY ($1::uuid[])`, [ids]);
  // What was only lent to somebody is no part of the sheet.
  const summaries = await summariesOf(
    desk,
    rows.filter((row) => inScope(desk.actor, row)),
  );
  const now = new Map(summaries.map((warning) => [warning.id, warning]));
  const explained = await readExplanations(desk, 'of-day', day, ids);
  const late = await readExplanations(desk, 'late-of-day', day, ids);
  return page.map(({ id, no, level, unit, assignee, overdue }) => ({
    id,
    no,
    warning: now.get(id) ?? null,
    atHour: { level: levelAt(level), unit, assignee, overdue },
    explanation: explained.get(id) ?? null,
    late: late.get(id) ?? null,
  }));
}

const encode = ({ explained, unit, level, id }: LeftRow): string =>
  Buffer.from(JSON.stringify([explained, unit.id, level, id])).toString('base64url');
