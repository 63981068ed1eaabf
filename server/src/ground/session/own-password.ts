import { recordAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { createBuckets } from '../http/index.ts';
import { passwordFits, QueueFull } from '../passwords/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { findPasswordHash } from './accounts.ts';

export type PasswordRefusal =
  | Refusal<'WRONG_CREDENTIALS'>
  | Refusal<'TOO_MANY_REQUESTS', { retryAfter: number }>;
/** Asks a signed-in person for the password again. `for` says in the audit record what it was asked for. */
export type ProvePassword = (
  actor: Actor,
  password: string,
  purpose: 'password' | 'second_factor',
) => Promise<{ hash: string } | PasswordRefusal>;

/** Few tries for each person: a session left open must not find the password or a code by guessing. */
export function createPasswordProof(db: Db): ProvePassword {
  const attempts = createBuckets(5, 60_000);
  return async (actor, password, purpose) => {
    const wait = attempts.take(actor.id);
    if (wait > 0) return refuse('TOO_MANY_REQUESTS', { retryAfter: wait });
    const hash = await findPasswordHash(db.pool, actor.id);
    try {
      if (hash !== null && (await passwordFits(password, hash))) return { hash };
    } catch (error) {
      if (error instanceof QueueFull) return refuse('TOO_MANY_REQUESTS', { retryAfter: 5 });
      throw error;
    }
    const who = { actor: actor.id, unitId: actor.unitId };
    await db.inTransaction(actor.scope, (tx) =>
      recordAudit(tx, {
        ...who,
        event: `${purpose}.refused`,
        ok: false,
        detail: { reason: 'wrong_password' },
      }),
    );
    return refuse('WRONG_CREDENTIALS');
  };
}
