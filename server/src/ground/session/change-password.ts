import { recordAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import type { Params } from '../params/index.ts';
import { hashPassword, passwordFits, QueueFull, weaknessOf } from '../passwords/index.ts';
import { isRefusal, type Refusal, refuse } from '../refusal/index.ts';
import type { LiveSession } from './context.ts';
import type { PasswordRefusal, ProvePassword } from './own-password.ts';
import { listFormerHashes, setPassword } from './password-store.ts';
import { endSessionsOf } from './sessions.ts';

export type ChangeResult = { changed: true } | PasswordRefusal | Refusal<'WEAK_PASSWORD', { rule: string }>;

/** Changes a person's own password; their other sessions end. None of the last ones comes back. */
export function createPasswordChange({
  db,
  params,
  prove,
}: {
  db: Db;
  params: Params;
  prove: ProvePassword;
}) {
  return async (session: LiveSession, input: { current: string; next: string }): Promise<ChangeResult> => {
    const { actor } = session;
    const proof = await prove(actor, input.current, 'password');
    if (isRefusal(proof)) return proof;
    const keep = params.number('password.history');
    try {
      const rule = weaknessOf(input.next, actor.username) ?? (await wasUsed(input, actor.id, keep));
      if (rule !== null) return refuse('WEAK_PASSWORD', { rule });
      const hash = await hashPassword(input.next);
      await db.inTransaction(actor.scope, async (tx) => {
        await setPassword(tx, actor.id, { hash, former: proof.hash, keep });
        await endSessionsOf(tx, actor.id, session.hash);
        const who = { actor: actor.id, unitId: actor.unitId };
        await recordAudit(tx, { ...who, event: 'password.changed', ok: true });
      });
      return { changed: true };
    } catch (error) {
      if (error instanceof QueueFull) return refuse('TOO_MANY_REQUESTS', { retryAfter: 5 });
      throw error;
    }
  };

  async function wasUsed(input: { current: string; next: string }, id: string, keep: number) {
    if (input.current === input.next) return '新口令不能与原口令相同。';
    for (const former of await listFormerHashes(db.pool, id, keep)) {
      if (await passwordFits(input.next, former)) return `新口令不能与最近 ${keep} 次用过的口令相同。`;
    }
    return null;
  }
}
