import type { LinkDetail, LinkKind, LinkVerdict } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { maskText } from '../../ground/vault/index.ts';
import { type LinksDesk, nextEpoch, writeHistory } from './desk.ts';
import { getLink } from './queries.ts';
import { sealValue } from './sealed-value.ts';
import { type LinkValue, readValue } from './values.ts';

export interface NewLink {
  readonly kind: LinkKind;
  readonly verdict: LinkVerdict;
  readonly value: string;
  readonly source: string;
  readonly note: string;
  readonly expiresAt?: string | undefined;
  readonly why: string;
}

export type EndRefusal = Refusal<'NEEDS_END'> | Refusal<'TOO_LONG', { days: number }>;

/** Whether a value may stand until then: a known-bad one needs an end within the longest time (rules.md §11 U4). */
export function checkEnd(
  { params, now }: Pick<LinksDesk, 'params' | 'now'>,
  verdict: LinkVerdict,
  expiresAt: Date | null,
): EndRefusal | null {
  const days = params.number('links.bad.longest', now);
  if (expiresAt === null) return verdict === 'bad' ? refuse('NEEDS_END') : null;
  const latest = now.getTime() + params.milliseconds('links.bad.longest', now);
  const late = verdict === 'bad' && expiresAt.getTime() > latest;
  return expiresAt.getTime() <= now.getTime() || late ? refuse('TOO_LONG', { days }) : null;
}

/** Lists a value: an act of a person, with a source and a reason; nothing is ever listed by itself. */
export async function addLink(
  desk: LinksDesk,
  input: NewLink,
): Promise<
  | LinkDetail
  | Refusal<'NOT_A_VALUE', { why: string }>
  | EndRefusal
  | Refusal<'ALREADY_THERE', { id: string; verdict: LinkVerdict }>
> {
  const read = readValue(input.kind, input.value);
  if ('why' in read) return refuse('NOT_A_VALUE', { why: read.why });
  const end = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  const unfit = checkEnd(desk, input.verdict, end);
  if (unfit !== null) return unfit;
  const epoch = await nextEpoch(desk.tx);
  const made = await enterValue(desk, input, read, end, epoch);
  if (!made.fresh) return refuse('ALREADY_THERE', { id: made.id, verdict: made.verdict });
  await recordAudit(desk.tx, {
    actor: desk.actor.id,
    unitId: desk.actor.unitId,
    event: 'links.added',
    ok: true,
    target: `links/${made.id}`,
    detail: { kind: input.kind, verdict: input.verdict },
  });
  return getLink(desk, made.id);
}

type Entered = { readonly id: string; readonly verdict: LinkVerdict; readonly fresh: boolean };

/** Enters a value that was read, unless it stands in a list; an entry whose time was over makes room. */
export async function enterValue(
  desk: LinksDesk,
  input: NewLink,
  { value, personal, masked }: LinkValue,
  end: Date | null,
  epoch: number,
): Promise<Entered> {
  const { tx, actor, now } = desk;
  const key = keyOf(desk, input.kind, { value, personal });
  const there = await findStanding(desk, input.kind, value, key);
  if (there !== undefined && !there.over) return { id: there.id, verdict: there.verdict, fresh: false };
  if (there !== undefined) await makeRoom(desk, there, epoch);
  const { rows: ids } = await tx.query<{ id: string }>('SELECT uuidv7() AS id');
  const id = ids[0]!.id;
  const sealed = key === null ? null : await sealValue(tx, desk, id, value, end);
  await tx.query(
    `INSERT INTO link (id, kind, verdict, value, key, key_id, sealed, masked, source, note, added_by, added_at, expires_at, epoch)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      id,
      input.kind,
      input.verdict,
      key === null ? value : null,
      key,
      sealed?.keyId ?? null,
      sealed?.sealed ?? null,
      masked,
      maskText(input.source),
      maskText(input.note),
      actor.id,
      now,
      end,
      epoch,
    ],
  );
  await writeHistory(desk, { id, version: 1, act: 'add', why: input.why });
  return { id, verdict: input.verdict, fresh: true };
}

/** Whether a value stands in a list and acts. */
export async function isListed(
  desk: LinksDesk,
  kind: LinkKind,
  read: Pick<LinkValue, 'value' | 'personal'>,
): Promise<boolean> {
  const there = await findStanding(desk, kind, read.value, keyOf(desk, kind, read));
  return there !== undefined && !there.over;
}

const keyOf = (
  { vault }: LinksDesk,
  kind: LinkKind,
  { value, personal }: Pick<LinkValue, 'value' | 'personal'>,
): string | null =>
  personal && (kind === 'phone' || kind === 'account') ? vault.blindIndex(kind, value) : null;

async function findStanding({ tx, now }: LinksDesk, kind: LinkKind, value: string, key: string | null) {
  const { rows } = await tx.query<{ id: string; verdict: LinkVerdict; over: boolean; version: number }>(
    `SELECT id, verdict, coalesce(expires_at <= $3, false) AS over, version FROM link
     WHERE kind = $1 AND lifted_at IS NULL AND ${key === null ? 'value = $2' : 'key = $2::uuid'}`,
    [kind, key ?? value, now],
  );
  return rows[0];
}

async function makeRoom(
  desk: LinksDesk,
  { id, version }: { id: string; version: number },
  epoch: number,
): Promise<void> {
  await desk.tx.query('UPDATE link SET lifted_at = $2, epoch = $3, version = version + 1 WHERE id = $1', [
    id,
    desk.now,
    epoch,
  ]);
  await writeHistory(desk, { id, version: version + 1, act: 'lift', why: '已到期，重新列入' });
}
