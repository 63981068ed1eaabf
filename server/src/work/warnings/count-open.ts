import { type Level, levels } from '@lanzha/contract';
import type { Desk } from './desk.ts';
import { listLent } from './lent.ts';
import { Filter, narrow } from './list-filter.ts';

export interface OpenCounts {
  open: number;
  byLevel: Record<Level, number>;
  /** The clock that runs now is over. */
  overdue: number;
  /** Assigned to the person who asks. */
  mine: number;
  asOf: string;
}

/** Open warnings in the person's scope, at `desk.now`. */
export async function countOpenWarnings(desk: Desk): Promise<OpenCounts> {
  const { tx, actor, now } = desk;
  const where = new Filter();
  const [instant, self] = [where.value(now), where.value(actor.id)];
  narrow(where, { actor, lent: await listLent(desk) });
  const { rows } = await tx.query<{ level: number; open: number; overdue: number; mine: number }>(
    `SELECT w.level, count(*) AS open, count(*) FILTER (WHERE w.due < ${instant}) AS overdue,
            count(*) FILTER (WHERE w.assignee_id = ${self}) AS mine
     FROM warning w WHERE w.state <> 'closed' AND ${where.sql()} GROUP BY w.level`,
    where.values,
  );
  const sum = (key: 'open' | 'overdue' | 'mine') => rows.reduce((total, row) => total + row[key], 0);
  const at = (index: number) => rows.find((row) => row.level === index)?.open ?? 0;
  const [urgent, high, middle, low] = levels.map((_, index) => at(index));
  return {
    open: sum('open'),
    byLevel: { urgent: urgent ?? 0, high: high ?? 0, middle: middle ?? 0, low: low ?? 0 },
    overdue: sum('overdue'),
    mine: sum('mine'),
    asOf: now.toISOString(),
  };
}
