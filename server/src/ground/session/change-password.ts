import { recordAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { createBuckets } from '../http/index.ts';
import { hashPassword, passwordFits, QueueFull, weaknessOf } from '../passwords/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { findAccount, setPassword } from './accounts.ts';
import type { LiveSession } from './context.ts';
import { endSessionsOf } from './sessions.ts';

export type ChangeResult =
  | { changed: true }
  | Refusal<'WRONG_CREDENTIALS'>
  | Refusal<'WEAK_PASSWORD', { rule: string }>
  | Refusal<'TOO_MANY_REQUESTS', { retryAfter: number }>;

/** Changes a person's own password; their other sessions end. Few tries: a stolen session must not find the old one. */
export function createPasswordChange(db: Db) {
  const attempts = createBuckets(5, 60_000);
  return async (session: LiveSession, input: { current: string; next: string }): Promise<ChangeResult> => {
    const { actor } = session;
    const wait = attempts.take(actor.id);
    if (wait > 0) return refuse('TOO_MANY_REQUESTS', { retryAfter: wait });
    const account = await findAccount(db.pool, actor.username);
    const who = { actor: actor.id, unitId: actor.unitId };
    try {
      if (!(await passwordFits(input.current, account?.passwordHash ?? null))) {
        await db.inTransaction(actor.scope, (tx) =>
          recordAudit(tx, { ...who, event: 'password.refused', ok: false }),
        );
        return refuse('WRONG_CREDENTIALS');
      }
      const rule = weaknessOf(input.next, actor.username) ?? sameAsBefore(input);
      if (rule !== null) return refuse('WEAK_PASSWORD', { rule });
      const hash = await hashPassword(input.next);
      await db.inTransaction(actor.scope, async (tx) => {
        await setPassword(tx, actor.id, hash);
        await endSessionsOf(tx, actor.id, session.hash);
        await recordAudit(tx, { ...who, event: 'password.changed', ok: true });
      });
      return { changed: true };
    } catch (error) {
      if (error instanceof QueueFull) return refuse('TOO_MANY_REQUESTS', { retryAfter: 5 });
      throw error;
    }
  };
}

function sameAsBefore(input: { current: string; next: string }): string | null {
  return input.current === input.next ? '新口令不能与原口令相同。' : null;
}
