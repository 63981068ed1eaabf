import type { Link, LinkDetail, LinkKind, linkQuery } from '@lanzha/contract';
import type * as z from 'zod';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { LinksDesk } from './desk.ts';
import { hostOf } from './hosts.ts';
import { type HistoryEntry, type LinkRow, linkRows, type Objected, toLink } from './row.ts';
import { readValue } from './values.ts';

type Asked = z.output<typeof linkQuery>;

/** Newest first; a page follows the one that ended with `cursor`. */
export async function listLinks(
  { tx, now }: LinksDesk,
  { limit, cursor, ...asked }: Asked,
): Promise<{ items: Link[]; next: string | null; total: number }> {
  const { where, values } = filterOf(now, asked);
  const { rows: counted } = await tx.query<{ total: number }>(
    `SELECT count(*)::integer AS total FROM link l WHERE $1::timestamptz IS NOT NULL AND ${where.join(' AND ')}`,
    values,
  );
  const after = cursor === undefined ? undefined : JSON.parse(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(after))
    where.push(
      `(l.added_at, l.id) < ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)`,
    );
  const { rows } = await tx.query<LinkRow>(
    `${linkRows} WHERE ${where.join(' AND ')} ORDER BY l.added_at DESC, l.id DESC LIMIT $${values.push(limit + 1)}`,
    values,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(toLink),
    next:
      rows.length > limit && last !== undefined
        ? Buffer.from(JSON.stringify([last.addedAt, last.id])).toString('base64url')
        : null,
    total: counted[0]?.total ?? 0,
  };
}

function filterOf(now: Date, { kind, verdict, state, objected, q }: Omit<Asked, 'limit' | 'cursor'>) {
  const values: unknown[] = [now];
  const value = (one: unknown) => `$${values.push(one)}`;
  const where = [
    {
      active: 'l.lifted_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > $1)',
      expired: 'l.lifted_at IS NULL AND l.expires_at <= $1',
      lifted: 'l.lifted_at IS NOT NULL',
    }[state],
  ];
  if (kind !== undefined) where.push(`l.kind = ${value(kind)}`);
  if (verdict !== undefined) where.push(`l.verdict = ${value(verdict)}`);
  if (objected === true)
    where.push('EXISTS (SELECT FROM link_objection o WHERE o.link_id = l.id AND o.answered_at IS NULL)');
  if (q !== undefined && q !== '')
    where.push(`strpos(lower(concat_ws(' ', l.value, l.source, l.note)), ${value(q.toLowerCase())}) > 0`);
  return { where, values };
}

/** Every entry of one value, whatever became of it; of an address also those of the domains above it. */
export async function findLinks(
  { tx, vault, now }: LinksDesk,
  { kind, value: typed }: { kind: LinkKind; value: string },
): Promise<Link[] | Refusal<'NOT_A_VALUE', { why: string }>> {
  const read = readValue(kind, typed);
  if ('why' in read) return refuse('NOT_A_VALUE', { why: read.why });
  const personal = read.personal && (kind === 'phone' || kind === 'account');
  const { rows } = await tx.query<LinkRow>(
    `${linkRows} WHERE l.kind = $2 AND ${personal ? 'l.key = $3' : 'l.value = ANY ($3)'} ORDER BY l.id DESC LIMIT 50`,
    [
      now,
      kind,
      personal
        ? vault.blindIndex(kind, read.value)
        : kind === 'url_host'
          ? domainsOf(hostOf(read.value) ?? read.value)
          : [read.value],
    ],
  );
  return rows.map(toLink);
}

/** a.b.cn, b.cn, cn */
const domainsOf = (host: string): string[] =>
  host.split('.').map((_, index, labels) => labels.slice(index).join('.'));

export async function findLink(desk: LinksDesk, id: string): Promise<LinkDetail | Refusal<'NOT_FOUND'>> {
  const { tx, now } = desk;
  const { rows } = await tx.query<LinkRow>(`${linkRows} WHERE l.id = $2`, [now, id]);
  const row = rows[0];
  if (row === undefined) return refuse('NOT_FOUND');
  return {
    ...toLink(row),
    forgotten: row.forgotten,
    objected: await readObjections(desk, id),
    history: await readHistory(desk, id),
  };
}

/** @throws RangeError when it is not there */
export async function getLink(desk: LinksDesk, id: string): Promise<LinkDetail> {
  const found = await findLink(desk, id);
  if ('id' in found) return found;
  throw new RangeError(`link ${id} is not there`);
}

async function readObjections({ tx }: LinksDesk, id: string): Promise<Objected[]> {
  const { rows } = await tx.query<
    Pick<Objected, 'id' | 'by' | 'why'> & {
      at: Date;
      answeredAt: Date | null;
      answeredBy: Objected['by'];
      answer: string;
    }
  >(
    `SELECT o.id, o.at, o.why, json_build_object('id', p.id, 'name', p.name) AS by, o.answered_at AS "answeredAt", o.answer,
            json_build_object('id', a.id, 'name', a.name) AS "answeredBy"
     FROM link_objection o JOIN person p ON p.id = o.by LEFT JOIN person a ON a.id = o.answered_by
     WHERE o.link_id = $1 ORDER BY o.id DESC LIMIT 100`,
    [id],
  );
  return rows.map(({ id: objection, at, by, why, answeredAt, answeredBy, answer }) => ({
    id: objection,
    at: at.toISOString(),
    by,
    why,
    answered: answeredAt === null ? null : { by: answeredBy, at: answeredAt.toISOString(), answer },
  }));
}

async function readHistory({ tx }: LinksDesk, id: string): Promise<HistoryEntry[]> {
  const { rows } = await tx.query<Omit<HistoryEntry, 'at'> & { at: Date }>(
    `SELECT h.id, h.at, h.act, h.why, h.detail,
            CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS actor
     FROM link_history h LEFT JOIN person p ON p.id = h.actor_id WHERE h.link_id = $1 ORDER BY h.id DESC LIMIT 200`,
    [id],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
