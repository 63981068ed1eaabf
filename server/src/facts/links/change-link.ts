import type { LinkDetail, LinkState, linkAct, linkActs, linkChange } from '@lanzha/contract';
import type * as z from 'zod';
import { recordAudit } from '../../ground/audit/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { maskText } from '../../ground/vault/index.ts';
import { checkEnd, type EndRefusal } from './add-link.ts';
import { type LinksDesk, nextEpoch, writeHistory } from './desk.ts';
import { getLink } from './queries.ts';
import { contextOf, sealValue } from './sealed-value.ts';

type ActRefusal =
  | Refusal<'NOT_FOUND'>
  | Refusal<'CHANGED', { version: number }>
  | Refusal<'NOT_ALLOWED_NOW', { state: LinkState }>;

interface Locked {
  id: string;
  verdict: 'bad' | 'good';
  keyId: number | null;
  sealed: Buffer | null;
  expiresAt: Date | null;
  forgotten: boolean;
  state: LinkState;
  version: number;
}

/** The entry as this person saw it, locked; every change of lists waits for the one before. */
async function lock(
  { tx, now }: LinksDesk,
  seen: { id: string; version: number },
  allowed: readonly LinkState[],
): Promise<{ row: Locked; epoch: number } | ActRefusal> {
  const epoch = await nextEpoch(tx);
  const { rows } = await tx.query<Locked>(
    `SELECT id, verdict, key_id AS "keyId", sealed, expires_at AS "expiresAt", forgotten_at IS NOT NULL AS forgotten, version,
            CASE WHEN lifted_at IS NOT NULL THEN 'lifted' WHEN expires_at <= $2 THEN 'expired' ELSE 'active' END AS state
     FROM link WHERE id = $1 FOR UPDATE`,
    [seen.id, now],
  );
  const row = rows[0];
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.version !== seen.version) return refuse('CHANGED', { version: row.version });
  return allowed.includes(row.state) ? { row, epoch } : refuse('NOT_ALLOWED_NOW', { state: row.state });
}

async function written(
  desk: LinksDesk,
  row: Locked,
  act: (typeof linkActs)[number],
  why: string,
  detail: Record<string, string> = {},
): Promise<LinkDetail> {
  await writeHistory(desk, { id: row.id, version: row.version + 1, act, why, detail });
  await recordAudit(desk.tx, {
    actor: desk.actor.id,
    unitId: desk.actor.unitId,
    event: `links.${act}`,
    ok: true,
    target: `links/${row.id}`,
    detail: { verdict: row.verdict },
  });
  return getLink(desk, row.id);
}

/** Source, note and end; an expired entry that gets a later end acts again. */
export async function changeLink(
  desk: LinksDesk,
  input: z.output<typeof linkChange>,
): Promise<LinkDetail | ActRefusal | EndRefusal> {
  const locked = await lock(desk, input, ['active', 'expired']);
  if (!('row' in locked)) return locked;
  const { row, epoch } = locked;
  if (row.forgotten) return refuse('NOT_ALLOWED_NOW', { state: row.state });
  const end = input.expiresAt === null ? null : new Date(input.expiresAt);
  const unfit = checkEnd(desk, row.verdict, end);
  if (unfit !== null) return unfit;
  const { keyId, sealed } = await sealedAgain(desk, row, end);
  await desk.tx.query(
    `UPDATE link SET source = $2, note = $3, expires_at = $4, key_id = $5, sealed = $6, epoch = $7, version = version + 1
     WHERE id = $1`,
    [row.id, maskText(input.source), maskText(input.note), end, keyId, sealed, epoch],
  );
  const said = (at: Date | null) => at?.toISOString() ?? '';
  return written(desk, row, 'change', input.why, { from: said(row.expiresAt), to: said(end) });
}

/** A value is forgotten some time after its end: another end, another key. */
async function sealedAgain(
  desk: LinksDesk,
  { id, keyId, sealed, expiresAt }: Locked,
  end: Date | null,
): Promise<Pick<Locked, 'keyId' | 'sealed'>> {
  if (keyId === null || sealed === null || expiresAt?.getTime() === end?.getTime()) return { keyId, sealed };
  const value = (await desk.vault.unseal(desk.tx, { keyId, sealed }, contextOf(id))).toString();
  return sealValue(desk.tx, desk, id, value, end);
}

/** Takes a value out of its list; open objections are answered by it. */
export async function liftLink(
  desk: LinksDesk,
  input: z.output<typeof linkAct>,
): Promise<LinkDetail | ActRefusal> {
  const locked = await lock(desk, input, ['active', 'expired']);
  if (!('row' in locked)) return locked;
  const { row, epoch } = locked;
  await desk.tx.query('UPDATE link SET lifted_at = $2, epoch = $3, version = version + 1 WHERE id = $1', [
    row.id,
    desk.now,
    epoch,
  ]);
  await answerOpen(desk, row.id, '已移出名单');
  return written(desk, row, 'lift', input.why);
}

/** Undoes a lifting, as long as the value was not listed anew or forgotten. */
export async function restoreLink(
  desk: LinksDesk,
  input: z.output<typeof linkAct>,
): Promise<LinkDetail | ActRefusal | Refusal<'ALREADY_THERE'>> {
  const locked = await lock(desk, input, ['lifted']);
  if (!('row' in locked)) return locked;
  const { row, epoch } = locked;
  if (row.forgotten) return refuse('NOT_ALLOWED_NOW', { state: 'lifted' as LinkState });
  const { rowCount } = await desk.tx.query(
    `UPDATE link l SET lifted_at = NULL, epoch = $2, version = version + 1 WHERE id = $1
       AND NOT EXISTS (SELECT FROM link o WHERE o.kind = l.kind AND o.lifted_at IS NULL AND (o.key = l.key OR o.value = l.value))`,
    [row.id, epoch],
  );
  if (rowCount === 0) return refuse('ALREADY_THERE');
  return written(desk, row, 'restore', input.why);
}

/** An objection was looked at, and the value stays. */
export async function answerObjections(
  desk: LinksDesk,
  input: z.output<typeof linkAct>,
): Promise<LinkDetail | ActRefusal> {
  const locked = await lock(desk, input, ['active', 'expired']);
  if (!('row' in locked)) return locked;
  const { row, epoch } = locked;
  const answered = await answerOpen(desk, row.id, maskText(input.why));
  if (answered === 0) return refuse('NOT_ALLOWED_NOW', { state: row.state });
  await desk.tx.query('UPDATE link SET epoch = $2, version = version + 1 WHERE id = $1', [row.id, epoch]);
  return written(desk, row, 'answer', input.why);
}

async function answerOpen({ tx, actor, now }: LinksDesk, id: string, answer: string): Promise<number> {
  const { rowCount } = await tx.query(
    `UPDATE link_objection SET answered_at = $2, answered_by = $3, answer = $4 WHERE link_id = $1 AND answered_at IS NULL`,
    [id, now, actor.id, answer],
  );
  return rowCount ?? 0;
}
