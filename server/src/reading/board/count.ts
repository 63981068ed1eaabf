import { type BoardFigure, boardFigures } from '@lanzha/contract';
import type { Desk } from '../../work/warnings/index.ts';
import { Filter, narrow } from '../../work/warnings/index.ts';
import { sheetAt } from '../../work/zeroing/index.ts';
import { dayOf, startOf } from './day.ts';
import { baseOf, conditions, type Marks } from './figures.ts';

export type BoardDesk = Desk;

/** Conditions that begin with the person's own reach, with the marks of today: what is only lent counts nowhere. */
export function today(desk: BoardDesk): { where: Filter; marks: Marks } {
  const { actor, params, now } = desk;
  const where = new Filter();
  narrow(where, { actor, lent: [] });
  return {
    where,
    marks: {
      since: where.value(startOf(dayOf(now))),
      now: where.value(now),
      sheet: where.value(sheetAt(params, now).day),
    },
  };
}

export interface Counted {
  readonly figures: Record<BoardFigure, number | null>;
  readonly savedFen: number | null;
}

/** Every figure at once. Each part reads what an index holds: what came, was reached, was met or ended today, and what is open. */
export async function countFigures(desk: BoardDesk): Promise<Counted> {
  const { where, marks } = today(desk);
  const groups = [
    ['received', 'dispatched'],
    ['contacted', 'on_time', 'late'],
    ['met'],
    [...boardFigures.filter((name) => name.startsWith('closed')), 'saved'],
    ['open', 'overdue', 'unexplained'],
  ] as const satisfies readonly (readonly BoardFigure[])[];
  const parts = groups.map(
    ([first, ...rest], at) =>
      `(SELECT ${[first, ...rest].map((name) => `count(*) FILTER (WHERE ${conditions[name](marks)}) AS "${name}"`).join(', ')}
          ${first === 'closed' ? `, sum(w.saved_fen) FILTER (WHERE ${conditions.saved(marks)}) AS "savedFen"` : ''}
        FROM warning w WHERE ${where.sql()} AND ${conditions[first](marks)}) AS g${at}`,
  );
  // From the follow-ups, of which few are open.
  const followUps = `(SELECT ${(['follow_up_due', 'follow_up_overdue'] as const)
    .map((name) => `count(*) FILTER (WHERE ${conditions[name](marks)}) AS "${name}"`)
    .join(', ')}, count(*) AS "followUps"
    FROM warning w WHERE ${where.sql()} AND w.id IN (SELECT warning_id FROM follow_up WHERE state = 'open')) AS f`;
  const { rows } = await desk.tx.query<
    Record<BoardFigure | 'followUps', number> & { savedFen: number | string | null }
  >(`SELECT * FROM ${[...parts, followUps].join(' CROSS JOIN ')}`, where.values);
  const [row] = rows;
  if (row === undefined) throw new RangeError('counting answers one row');
  const bases = { ...row, day: row.received + row.contacted + row.met + row.closed + row.open };
  const figures = Object.fromEntries(
    boardFigures.map((name) => [name, bases[baseOf[name]] === 0 ? null : row[name]]),
  ) as Record<BoardFigure, number | null>;
  return { figures, savedFen: row.savedFen === null ? null : toFen(row.savedFen) };
}

/** A sum of bigint comes as numeric text. @throws RangeError beyond 2^53 */
function toFen(sum: number | string): number {
  const fen = Number(sum);
  if (!Number.isSafeInteger(fen)) throw new RangeError(`${sum} fen do not fit a safe integer`);
  return fen;
}
