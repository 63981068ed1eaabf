import type { Notice, NoticeKind } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { tellWindows } from './notify.ts';

type Row = Omit<Notice, 'at' | 'readAt'> & { at: Date; readAt: Date | null };
const columns = 'id, at, kind, params, link, urgent, read_at AS "readAt"';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface NoticeFilter {
  state: 'all' | 'unread';
  kind?: NoticeKind | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** The person's own, newest first; a cursor that is none of ours starts at the top. */
export async function listNotices(
  tx: Tx,
  person: string,
  { state, kind, cursor, limit }: NoticeFilter,
): Promise<{ items: Notice[]; next: string | null; unread: number }> {
  const { rows } = await tx.query<Row>(
    `SELECT ${columns} FROM notice
     WHERE person_id = $1 AND shown AND ($2 OR read_at IS NULL) AND ($3::text IS NULL OR kind = $3)
       AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $5`,
    [
      person,
      state === 'all',
      kind ?? null,
      cursor !== undefined && uuid.test(cursor) ? cursor : null,
      limit + 1,
    ],
  );
  const items = rows.slice(0, limit).map(toNotice);
  const next = rows.length > limit ? (items.at(-1)?.id ?? null) : null;
  return { items, next, unread: await countUnread(tx, person) };
}

export async function countUnread(tx: Tx, person: string): Promise<number> {
  const { rows } = await tx.query<{ unread: number }>({
    name: 'count-unread-notices',
    text: 'SELECT count(*)::int AS unread FROM notice WHERE person_id = $1 AND shown AND read_at IS NULL',
    values: [person],
  });
  return rows[0]?.unread ?? 0;
}

export async function markNotice(
  tx: Tx,
  person: string,
  { id, read }: { id: string; read: boolean },
): Promise<Notice | Refusal<'NOT_FOUND'>> {
  const { rows } = await tx.query<Row>(
    `UPDATE notice SET read_at = CASE WHEN $3 THEN coalesce(read_at, now()) END
     WHERE id = $1 AND person_id = $2 AND shown RETURNING ${columns}`,
    [id, person, read],
  );
  const row = rows[0];
  if (row === undefined) return refuse('NOT_FOUND');
  await tellWindows(tx, id, [person]);
  return toNotice(row);
}

/** All, or up to the newest that the person has seen: what came meanwhile stays unread. */
export async function markAllNotices(tx: Tx, person: string, upTo: string | undefined): Promise<number> {
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE notice SET read_at = now()
     WHERE person_id = $1 AND shown AND read_at IS NULL AND ($2::uuid IS NULL OR id <= $2) RETURNING id`,
    [person, upTo ?? null],
  );
  if (rows[0] !== undefined) await tellWindows(tx, rows[0].id, [person]);
  return rows.length;
}

function toNotice(row: Row): Notice {
  return { ...row, at: row.at.toISOString(), readAt: row.readAt?.toISOString() ?? null };
}
