import type { LinkDetail } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { maskText, sealReason } from '../../ground/vault/index.ts';
import { type LinksDesk, writeHistory } from './desk.ts';
import { findLink, getLink } from './queries.ts';
import { contextOf } from './sealed-value.ts';

/** Somebody says that a value is listed by mistake (误列). It stays until an analyst has looked. */
export async function objectToLink(
  desk: LinksDesk,
  { id, why }: { id: string; why: string },
): Promise<LinkDetail | Refusal<'NOT_FOUND'> | Refusal<'ALREADY_OBJECTED'> | Refusal<'NOT_ALLOWED_NOW'>> {
  const { tx, actor, now } = desk;
  const found = await findLink(desk, id);
  if (!('id' in found)) return found;
  if (found.state === 'lifted') return refuse('NOT_ALLOWED_NOW');
  const { rowCount } = await tx.query(
    `INSERT INTO link_objection (link_id, at, by, why) VALUES ($1, $2, $3, $4)
     ON CONFLICT (link_id, by) WHERE answered_at IS NULL DO NOTHING`,
    [id, now, actor.id, maskText(why)],
  );
  if (rowCount === 0) return refuse('ALREADY_OBJECTED');
  await writeHistory(desk, { id, version: found.version, act: 'object', why });
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'links.object',
    ok: true,
    target: `links/${id}`,
    detail: {},
  });
  return getLink(desk, id);
}

/** The number in full, for a reason that stays in the audit log; null once it is forgotten. */
export async function revealLink(
  desk: LinksDesk,
  { id, reason }: { id: string; reason: string },
): Promise<{ value: string | null } | Refusal<'NOT_FOUND'>> {
  const { tx, vault, actor, now } = desk;
  const { rows } = await tx.query<{ value: string | null; keyId: number | null; sealed: Buffer | null }>(
    'SELECT value, key_id AS "keyId", sealed FROM link WHERE id = $1',
    [id],
  );
  const row = rows[0];
  if (row === undefined) return refuse('NOT_FOUND');
  const target = `links/${id}`;
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'vault.revealed',
    ok: true,
    target,
    detail: { field: 'link', sealedReason: await sealReason(tx, vault, reason, target, now) },
  });
  const { value, keyId, sealed } = row;
  if (keyId === null || sealed === null) return { value };
  return { value: (await vault.unseal(tx, { keyId, sealed }, contextOf(id))).toString() };
}
