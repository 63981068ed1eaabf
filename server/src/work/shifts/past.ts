import type { Shift } from '@lanzha/contract';
import { dayMs, type ShiftDesk, startOfDay } from './desk.ts';
import { readShifts, type ShiftRow, toShift } from './row.ts';

export interface PastQuery {
  readonly post?: string | undefined;
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly unseen?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const atOnce = 200;
const searchedAtMost = 2_000;

/**
 * Shifts that are over, also those nobody came to; the newest first. Words are sealed, so that a search opens them one
 * after the other, some thousands at most for a page; `next` goes on where it stopped.
 */
export async function listPast(
  desk: ShiftDesk,
  { q, limit, ...query }: PastQuery,
): Promise<{ items: Shift[]; next: string | null }> {
  const wanted = q === undefined || q === '' ? null : q.toLowerCase();
  const found: ShiftRow[] = [];
  let after = decode(query.cursor);
  let searched = 0;
  for (;;) {
    const rows = await readPart(desk, query, after, wanted === null ? limit + 1 : atOnce);
    searched += rows.length;
    found.push(...rows.filter((row) => wanted === null || textOf(row).includes(wanted)));
    const last = rows.at(-1);
    const over = last === undefined || wanted === null || rows.length < atOnce;
    if (over || found.length > limit || searched >= searchedAtMost) {
      const items = found.slice(0, limit);
      const end = found.length > limit ? items.at(-1) : over ? undefined : last;
      return {
        items: items.map((row) => toShift(desk, row)),
        next: end === undefined ? null : encode(end.past_iso, end.id),
      };
    }
    after = [last.past_iso, last.id];
  }
}

const textOf = ({ note, end_reason, person, taker, post }: ShiftRow) =>
  [note, end_reason, person.name, taker?.name, post.name].join(' ').toLowerCase();

function readPart(
  desk: ShiftDesk,
  { post, from, to, unseen }: Omit<PastQuery, 'limit' | 'q'>,
  after: [string, string] | undefined,
  limit: number,
): Promise<ShiftRow[]> {
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one) + 3}`;
  const where = [
    `(s.state IN ('handed_over', 'ended_without_successor') OR (s.state = 'planned' AND s.ends_at <= $1))`,
  ];
  const ended = 'coalesce(s.ended_at, s.ends_at)';
  if (unseen === true) where.push(`s.seen_at IS NULL AND s.state <> 'handed_over'`);
  if (post !== undefined) where.push(`s.post_id = ${value(post)}::uuid`);
  if (from !== undefined) where.push(`${ended} >= ${value(startOfDay(from))}::timestamptz`);
  if (to !== undefined)
    where.push(`${ended} < ${value(new Date(startOfDay(to).getTime() + dayMs))}::timestamptz`);
  if (after !== undefined)
    where.push(`(${ended}, s.id) < (${value(after[0])}::timestamptz, ${value(after[1])}::uuid)`);
  return readShifts(
    desk,
    `WHERE ${where.join(' AND ')} ORDER BY ${ended} DESC, s.id DESC LIMIT ${value(limit)}`,
    values,
  );
}

const encode = (at: string, id: string) => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** The contract has checked its shape. */
function decode(cursor: string | undefined): [string, string] | undefined {
  return cursor === undefined
    ? undefined
    : (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]);
}
