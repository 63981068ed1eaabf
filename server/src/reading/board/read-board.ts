import type { Board } from '@lanzha/contract';
import { readSheet } from '../../work/zeroing/index.ts';
import { type BoardDesk, countFigures } from './count.ts';
import { dayOf, daysBefore, startOf } from './day.ts';
import { countHours, reach, readUsual } from './usual.ts';

const shownDays = 14;

/** The page of a leader, for the own reach: the county, or one station. No personal data. */
export async function readBoard(desk: BoardDesk): Promise<Board> {
  const { now } = desk;
  const day = dayOf(now);
  const since = startOf(day);
  const { figures, savedFen } = await countFigures(desk);
  const usual = await readUsual(desk);
  const hours = await countHours(desk, since, now);
  const hourAt = (instant: Date) => Math.floor((instant.getTime() - since.getTime()) / 3_600_000);
  // Before the first record and after now nothing was counted.
  const known = (hour: number) => usual.first !== null && hour >= hourAt(usual.first) && hour <= hourAt(now);
  return {
    asOf: now.toISOString(),
    day,
    since: since.toISOString(),
    usualDays: usual.days,
    usual: usual.usual,
    figures,
    contactMinutes: usual.contactMinutes,
    savedFen,
    hours: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      received: known(hour) ? (hours.get(hour) ?? 0) : null,
      usual: usual.hours[hour] ?? null,
    })),
    days: await readDays(desk),
    behind: await readBehind(desk),
  };
}

/** The days up to today; one without any record stays empty. */
async function readDays(desk: BoardDesk): Promise<Board['days']> {
  const where = reach(desk);
  const starts = Array.from({ length: shownDays }, (_, at) =>
    daysBefore(startOf(dayOf(desk.now)), shownDays - 1 - at),
  );
  const days = where.value(starts);
  const count = (column: string, more = '') =>
    `(SELECT count(*) FROM warning w WHERE ${where.sql()} ${more} AND w.${column} >= d.start
       AND w.${column} < d.start + interval '1 day')`;
  const { rows } = await desk.tx.query<{ start: Date; received: number; closed: number }>(
    `SELECT d.start, ${count('received_at')} AS received, ${count('closed_at', "AND w.state = 'closed'")} AS closed
     FROM unnest(${days}::timestamptz[]) AS d (start) ORDER BY d.start`,
    where.values,
  );
  return rows.map(({ start, received, closed }) => {
    const known = received + closed > 0;
    return { day: dayOf(start), received: known ? received : null, closed: known ? closed : null };
  });
}

/** Units with something overdue or not explained, the furthest behind first. */
async function readBehind(desk: BoardDesk): Promise<Board['behind']> {
  const { units } = await readSheet(desk);
  return units
    .filter(({ overdue, unexplained }) => overdue + unexplained > 0)
    .map(({ unit, open, overdue, unexplained }) => ({ unit, open, overdue, unexplained }))
    .toSorted(
      (a, b) =>
        b.overdue - a.overdue || b.unexplained - a.unexplained || a.unit.name.localeCompare(b.unit.name),
    );
}
