import type { Shift } from '@lanzha/contract';
import { dayMs, type ShiftDesk, startOfDay } from './desk.ts';
import { readShifts, toShift } from './row.ts';

export interface PastQuery {
  readonly post?: string | undefined;
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly unseen?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Shifts that are over, also those nobody came to; the newest first. Searched by note, reason and names. */
export async function listPast(
  desk: ShiftDesk,
  query: PastQuery,
): Promise<{ items: Shift[]; next: string | null }> {
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one) + 3}`;
  const where = [
    `(s.state IN ('handed_over', 'ended_without_successor') OR (s.state = 'planned' AND s.ends_at <= $1))`,
  ];
  const { post, q, from, to, unseen } = query;
  if (unseen === true) where.push(`s.seen_at IS NULL AND s.state <> 'handed_over'`);
  if (post !== undefined) where.push(`s.post_id = ${value(post)}::uuid`);
  if (from !== undefined) where.push(`coalesce(s.ended_at, s.ends_at) >= ${value(startOfDay(from))}`);
  if (to !== undefined)
    where.push(
      `coalesce(s.ended_at, s.ends_at) < ${value(new Date(startOfDay(to).getTime() + dayMs))}::timestamptz`,
    );
  if (q !== undefined && q !== '')
    where.push(
      `strpos(lower(concat_ws(' ', s.note, s.end_reason, p.name, k.name, dp.name)), ${value(q.toLowerCase())}) > 0`,
    );
  const after = decode(query.cursor);
  if (after !== undefined)
    where.push(
      `(coalesce(s.ended_at, s.ends_at), s.id) < (${value(after[0])}::timestamptz, ${value(after[1])}::uuid)`,
    );
  const rows = await readShifts(
    desk,
    `WHERE ${where.join(' AND ')} ORDER BY coalesce(s.ended_at, s.ends_at) DESC, s.id DESC LIMIT ${value(query.limit + 1)}`,
    values,
  );
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => toShift(desk, row)),
    next: last !== undefined && rows.length > items.length ? encode(last.past_iso, last.id) : null,
  };
}

const encode = (at: string, id: string) => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** The contract has checked its shape. */
function decode(cursor: string | undefined): [string, string] | undefined {
  return cursor === undefined
    ? undefined
    : (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]);
}
