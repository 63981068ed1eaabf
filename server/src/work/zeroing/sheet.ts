import type { ZeroingCounts, ZeroingSheet, ZeroingUnit } from '@lanzha/contract';
import { daysFrom, type Sheet, sheetAt } from './calendar.ts';
import type { ZeroingDesk } from './desk.ts';
import { isExplained, ownWarnings } from './reach.ts';

export const countNames = [
  'open',
  'carried',
  'explained',
  'unexplained',
  'overdue',
  'received',
  'closed',
  'pushed',
] as const satisfies readonly (keyof ZeroingCounts)[];

/** The sheet that is open now, unit by unit: those with something unexplained first. */
export async function readSheet(desk: ZeroingDesk): Promise<ZeroingSheet> {
  const { params, now } = desk;
  const sheet = sheetAt(params, now);
  const units = await countUnits(desk, sheet);
  return {
    day: sheet.day,
    from: sheet.from.toISOString(),
    at: sheet.at.toISOString(),
    asOf: now.toISOString(),
    units,
    total: totalOf(units),
    previous: await readPrevious(desk, sheet),
  };
}

export const totalOf = (units: readonly ZeroingCounts[]): ZeroingCounts =>
  Object.fromEntries(
    countNames.map((name) => [name, units.reduce((sum, unit) => sum + unit[name], 0)]),
  ) as ZeroingCounts;

/** Counts of warnings in the person's reach by the unit they lie with at `now`. */
async function countUnits(desk: ZeroingDesk, { day, from }: Sheet): Promise<ZeroingUnit[]> {
  const where = ownWarnings(desk);
  const [now, since, today] = [where.value(desk.now), where.value(from), where.value(day)];
  const { rows } = await desk.tx.query<ZeroingUnit>(
    `WITH open AS (
       SELECT w.unit_id, w.received_at, w.due, ${isExplained(today)} AS explained
       FROM warning w WHERE w.state <> 'closed' AND ${where.sql()}
     ), closed AS (
       SELECT w.unit_id, w.received_at
       FROM warning w WHERE w.state = 'closed' AND w.closed_at >= ${since} AND ${where.sql()}
     ), parts AS (
       SELECT unit_id, count(*) AS open, count(*) FILTER (WHERE received_at < ${since}) AS carried,
              count(*) FILTER (WHERE explained) AS explained, count(*) FILTER (WHERE NOT explained) AS unexplained,
              count(*) FILTER (WHERE due < ${now}) AS overdue, count(*) FILTER (WHERE received_at >= ${since}) AS received,
              0 AS closed, 0 AS pushed
       FROM open GROUP BY unit_id
       UNION ALL
       SELECT unit_id, 0, 0, 0, 0, 0, count(*) FILTER (WHERE received_at >= ${since}), count(*), 0 FROM closed GROUP BY unit_id
       UNION ALL
       SELECT unit_id, 0, 0, 0, 0, 0, 0, 0, count(*) FROM zeroing_push WHERE day = ${today} GROUP BY unit_id
     )
     SELECT json_build_object('id', u.id, 'name', u.name) AS unit,
            ${countNames.map((name) => `sum(p.${name})::int AS ${name}`).join(', ')}
     FROM parts p JOIN unit u ON u.id = p.unit_id
     GROUP BY u.id ORDER BY sum(p.unexplained) DESC, sum(p.open) DESC, u.name, u.id`,
    where.values,
  );
  return rows;
}

async function readPrevious({ tx }: ZeroingDesk, { day }: Sheet): Promise<ZeroingSheet['previous']> {
  const before = daysFrom(day, -1);
  const { rows } = await tx.query<{ day: string; counted: boolean; left: number; unexplained: number }>(
    `SELECT h.day::text AS day, h.counted, coalesce(sum(d.open), 0)::int AS left,
            coalesce(sum(d.unexplained), 0)::int AS unexplained
     FROM zeroing_hour h LEFT JOIN zeroing_day d ON d.day = h.day
     GROUP BY h.day ORDER BY h.day DESC LIMIT 1`,
  );
  const [last] = rows;
  if (last === undefined || (!last.counted && last.day >= before)) return null;
  const { left, unexplained } = last;
  // The hour has passed, and the job that counts has not come by yet.
  if (last.day < before) return { day: before, counting: true, left: 0, unexplained: 0 };
  return { day: last.day, counting: false, left, unexplained };
}
