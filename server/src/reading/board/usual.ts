import { type ComparedFigure, comparedFigures } from '@lanzha/contract';
import { Filter, narrow } from '../../work/warnings/index.ts';
import type { BoardDesk } from './count.ts';
import { dayMs, dayOf, daysBefore, median, startOf } from './day.ts';
import { columnOf } from './figures.ts';

const weeks = 4;

export interface Usual {
  /** Since when there are records in the person's reach. */
  readonly first: Date | null;
  readonly days: string[];
  readonly usual: Record<ComparedFigure, number | null>;
  readonly contactMinutes: { median: number | null; usual: number | null };
  /** By the hour, whole days. */
  readonly hours: (number | null)[];
}

/**
 * What is usual at this hour of such a day: the median of the same weekday of the four weeks before, as far back as there
 * are records in the person's reach.
 */
export async function readUsual(desk: BoardDesk): Promise<Usual> {
  const { now } = desk;
  const since = startOf(dayOf(now));
  const first = await findFirstRecord(desk);
  const starts = Array.from({ length: weeks }, (_, at) => daysBefore(since, 7 * (at + 1)));
  const covered = starts.filter((start) => first !== null && first <= start);
  const counts = await countDays(desk, [since, ...covered]);
  const past = covered.map((start) => counts.get(dayOf(start)) ?? nothing);
  const minutes = past.flatMap(({ minutes: one }) => (one === null ? [] : [one]));
  return {
    first,
    days: covered.map(dayOf),
    usual: Object.fromEntries(
      comparedFigures.map((name) => [name, median(past.map((day) => day[name]))]),
    ) as Usual['usual'],
    contactMinutes: { median: counts.get(dayOf(since))?.minutes ?? null, usual: median(minutes) },
    hours: await usualHours(desk, covered),
  };
}

async function findFirstRecord(desk: BoardDesk): Promise<Date | null> {
  const where = reach(desk);
  const { rows } = await desk.tx.query<{ at: Date }>(
    `SELECT w.received_at AS at FROM warning w WHERE ${where.sql()} ORDER BY w.received_at LIMIT 1`,
    where.values,
  );
  return rows[0]?.at ?? null;
}

type DayCount = Record<ComparedFigure, number> & { readonly minutes: number | null };
const nothing: DayCount = { received: 0, contacted: 0, met: 0, closed: 0, minutes: null };

/** Each of these days from its first instant up to the hour it is now. */
async function countDays(desk: BoardDesk, starts: readonly Date[]): Promise<Map<string, DayCount>> {
  const where = reach(desk);
  const [days, span] = [
    where.value(starts),
    where.value(desk.now.getTime() - startOf(dayOf(desk.now)).getTime()),
  ];
  const until = `(d.start + ${span}::float8 * interval '1 ms')`;
  const counted = comparedFigures.map((name) => {
    const closed = name === 'closed' ? "AND w.state = 'closed'" : '';
    return `(SELECT count(*) FROM warning w WHERE ${where.sql()} ${closed}
      AND w.${columnOf[name]} >= d.start AND w.${columnOf[name]} < ${until}) AS ${name}`;
  });
  const { rows } = await desk.tx.query<DayCount & { start: Date }>(
    `SELECT d.start, ${counted.join(', ')},
       (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM w.contacted_at - w.received_at) / 60)
        FROM warning w WHERE ${where.sql()} AND w.contacted_at >= d.start AND w.contacted_at < ${until}) AS minutes
     FROM unnest(${days}::timestamptz[]) AS d (start)`,
    where.values,
  );
  return new Map(rows.map(({ start, ...counts }) => [dayOf(start), counts]));
}

async function usualHours(desk: BoardDesk, starts: readonly Date[]): Promise<(number | null)[]> {
  const byDay: Map<number, number>[] = [];
  for (const start of starts) byDay.push(await countHours(desk, start, new Date(start.getTime() + dayMs)));
  return Array.from({ length: 24 }, (_, hour) => median(byDay.map((counts) => counts.get(hour) ?? 0)));
}

/** Received by the hour of the day, in Asia/Shanghai. */
export async function countHours(desk: BoardDesk, from: Date, to: Date): Promise<Map<number, number>> {
  const where = reach(desk);
  const [start, end] = [where.value(from), where.value(to)];
  const { rows } = await desk.tx.query<{ hour: number; count: number }>(
    `SELECT floor(extract(epoch FROM w.received_at - ${start}::timestamptz) / 3600)::int AS hour, count(*) AS count
     FROM warning w WHERE ${where.sql()} AND w.received_at >= ${start} AND w.received_at < ${end}::timestamptz GROUP BY 1`,
    where.values,
  );
  return new Map(rows.map(({ hour, count }) => [hour, count]));
}

/** Own warnings: what is only lent counts nowhere. */
export function reach({ actor }: BoardDesk): Filter {
  const where = new Filter();
  narrow(where, { actor, lent: [] });
  return where;
}
