import type { Role } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { type Actor, actsOf } from '../directory/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { sealReason, type Vault } from '../vault/index.ts';
import { removeFactor } from './factors.ts';
import { endSessionsOf } from './sessions.ts';

/**
 * Takes the second factor of an administrator for whoever holds the machine: when all who could do it on the page have lost
 * theirs. Everybody else's is reset there, by an administrator who knows the person.
 * @param reason as it may stand in the audit log, numbers masked
 */
export async function resetFactorAtConsole(
  tx: Tx,
  username: string,
  reason: string,
): Promise<
  | { id: string; name: string; sessionsEnded: number }
  | Refusal<'NOT_FOUND'>
  | Refusal<'NOT_AN_ADMINISTRATOR'>
  | Refusal<'NOT_ENROLLED'>
> {
  const { rows } = await tx.query<{ id: string; name: string; roles: Role[] }>(
    'SELECT id, name, roles FROM person WHERE username = $1 AND disabled_at IS NULL FOR UPDATE',
    [username],
  );
  const person = rows[0];
  if (person === undefined) return refuse('NOT_FOUND');
  const { id, name, roles } = person;
  if (!actsOf(roles).includes('directory.factors')) return refuse('NOT_AN_ADMINISTRATOR');
  if (!(await removeFactor(tx, id))) return refuse('NOT_ENROLLED');
  const sessionsEnded = await endSessionsOf(tx, id);
  const detail = { console: true, reason, sessionsEnded };
  await recordAudit(tx, {
    actor: null,
    unitId: null,
    event: 'second_factor.reset',
    ok: true,
    target: id,
    detail,
  });
  return { id, name, sessionsEnded };
}

/**
 * Takes the second factor of somebody who lost telephone and recovery codes. All their sessions end, and they enrol
 * anew at the next sign-in. Not for oneself: a session left open must not be enough to be rid of the second factor.
 */
export async function resetFactor(
  tx: Tx,
  vault: Pick<Vault, 'seal'>,
  actor: Actor,
  { id, reason }: { id: string; reason: string },
): Promise<
  | { ok: true; sessionsEnded: number }
  | Refusal<'NOT_FOUND'>
  | Refusal<'OWN_ACCOUNT'>
  | Refusal<'NOT_ENROLLED'>
> {
  if (id === actor.id) return refuse('OWN_ACCOUNT');
  const { rowCount } = await tx.query('SELECT FROM person WHERE id = $1 FOR UPDATE', [id]);
  if (rowCount !== 1) return refuse('NOT_FOUND');
  if (!(await removeFactor(tx, id))) return refuse('NOT_ENROLLED');
  const sessionsEnded = await endSessionsOf(tx, id);
  const who = { actor: actor.id, unitId: actor.unitId };
  const detail = { sealedReason: await sealReason(tx, vault, reason, id, new Date()), sessionsEnded };
  await recordAudit(tx, { ...who, event: 'second_factor.reset', ok: true, target: id, detail });
  return { ok: true, sessionsEnded };
}
