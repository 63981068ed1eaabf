import type { FollowUpPage, FollowUpView } from '@lanzha/contract';
import type { DissuasionDesk } from './desk.ts';
import { type FollowUpRow, followUpRows, toFollowUps } from './follow-up-rows.ts';
import { decodePlace, encodePlace } from './paging.ts';
import { graceParam } from './plan.ts';

export interface FollowUpQuery {
  readonly view: FollowUpView;
  readonly mine?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Conditions of the views; $1 now, $2 the grace in milliseconds. */
const views = {
  due: `f.state = 'open' AND f.planned_at - $2::float8 * interval '1 ms' <= $1 AND f.due_at > $1`,
  overdue: `f.state = 'open' AND f.due_at <= $1`,
  waiting: `f.state = 'open' AND f.planned_at - $2::float8 * interval '1 ms' > $1`,
  done: `f.state = 'done'`,
} as const satisfies Record<FollowUpView, string>;

/** Open ones by when they are due, done ones the newest first; what the scope holds. */
export async function listFollowUps(desk: DissuasionDesk, query: FollowUpQuery): Promise<FollowUpPage> {
  const { tx, actor, now, params } = desk;
  const { view, mine = false, limit } = query;
  const base = [now, params.milliseconds(graceParam, now), mine ? actor.id : null];
  const own = '($3::uuid IS NULL OR f.assignee_id = $3)';
  const done = view === 'done';
  const [column, sign, order] = done ? ['f.ended_at', '<', 'DESC'] : ['f.due_at', '>', 'ASC'];
  const after = decodePlace(query.cursor);
  const values: unknown[] = [...base, limit + 1, ...(after ?? [])];
  const from = after === undefined ? '' : `AND (${column}, f.id) ${sign} ($5::timestamptz, $6::uuid)`;
  const { rows } = await tx.query<FollowUpRow & { due_iso: string; ended_iso: string | null }>(
    `${followUpRows} WHERE ${views[view]} AND ${own} ${from}
       AND $1::timestamptz IS NOT NULL AND $2::float8 >= 0
     ORDER BY ${column} ${order}, f.id ${order} LIMIT $4`,
    values,
  );
  const { rows: counts } = await tx.query<Record<'due' | 'overdue' | 'waiting', number>>({
    name: 'count-follow-ups',
    text: `SELECT count(*) FILTER (WHERE ${views.due}) AS due, count(*) FILTER (WHERE ${views.overdue}) AS overdue,
             count(*) FILTER (WHERE ${views.waiting}) AS waiting FROM follow_up f WHERE f.state = 'open' AND ${own}`,
    values: base,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: await toFollowUps(desk, items),
    next:
      last !== undefined && rows.length > items.length
        ? encodePlace(done ? (last.ended_iso ?? '') : last.due_iso, last.id)
        : null,
    counts: counts[0] ?? { due: 0, overdue: 0, waiting: 0 },
    asOf: now.toISOString(),
  };
}
