import { type Level, levels } from '@lanzha/contract';
import type { Desk } from './desk.ts';

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
export async function countOpenWarnings({ tx, actor, now }: Desk): Promise<OpenCounts> {
  const { rows } = await tx.query<{ level: number; open: number; overdue: number; mine: number }>({
    name: 'count-open-warnings',
    text: `SELECT level, count(*) AS open, count(*) FILTER (WHERE due < $1) AS overdue,
                  count(*) FILTER (WHERE assignee_id = $2) AS mine
           FROM warning WHERE state <> 'closed' GROUP BY level`,
    values: [now, actor.id],
  });
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
