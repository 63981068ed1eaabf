import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { sealReason, type Vault } from '../vault/index.ts';
import { removeFactor } from './factors.ts';
import { endSessionsOf } from './sessions.ts';

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
