import type { OpenWork } from '@lanzha/contract';
import { type Level, levels, type WarningState } from '@lanzha/contract';
import type { Desk } from './desk.ts';
import { levelAt } from './row.ts';

interface ItemRow {
  id: string;
  no: number;
  level: number;
  state: WarningState;
  due: Date | null;
  unit: string;
  assignee: string | null;
  own: boolean;
}

const atMost = 60;

/**
 * What is open in the reach of the person at `desk.now`, for a hand-over: counts by level, and the warnings nobody may
 * forget: the own ones, the overdue ones, the urgent ones and those nobody has signed for. Nobody's name is in it.
 */
export async function readOpenWork({ tx, actor, now }: Desk): Promise<OpenWork> {
  const { rows: counts } = await tx.query<Record<'level' | 'open' | 'overdue' | 'pending' | 'own', number>>({
    name: 'count-open-work',
    text: `SELECT level, count(*) AS open, count(*) FILTER (WHERE due < $1) AS overdue,
                  count(*) FILTER (WHERE state IN ('new', 'dispatched')) AS pending,
                  count(*) FILTER (WHERE assignee_id = $2) AS own
           FROM warning WHERE state <> 'closed' GROUP BY level`,
    values: [now, actor.id],
  });
  const { rows } = await tx.query<ItemRow>({
    name: 'list-open-work',
    text: `SELECT w.id, w.no, w.level, w.state, CASE WHEN isfinite(w.due) THEN w.due END AS due, u.name AS unit,
                  a.name AS assignee, coalesce(w.assignee_id = $2, false) AS own
           FROM warning w JOIN unit u ON u.id = w.unit_id LEFT JOIN person a ON a.id = w.assignee_id
           WHERE w.state <> 'closed'
             AND (w.assignee_id = $2 OR w.due < $1 OR w.level = 0 OR w.state IN ('new', 'dispatched'))
           ORDER BY w.level, w.due, w.id LIMIT ${atMost}`,
    values: [now, actor.id],
  });
  const sum = (key: 'overdue' | 'pending' | 'own') => counts.reduce((total, row) => total + row[key], 0);
  const byLevel = levels.map((level, at) => [level, counts.find((row) => row.level === at)?.open ?? 0]);
  return {
    at: now.toISOString(),
    byLevel: Object.fromEntries(byLevel) as Record<Level, number>,
    overdue: sum('overdue'),
    pending: sum('pending'),
    own: sum('own'),
    items: rows.map((row) => ({
      ...row,
      level: levelAt(row.level),
      due: row.due?.toISOString() ?? null,
      overdue: row.due !== null && row.due < now,
    })),
  };
}
