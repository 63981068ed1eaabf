import { recordAudit } from '../audit/index.ts';
import type { Db, Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { isRefusal, type Refusal, refuse } from '../refusal/index.ts';
import type { Vault } from '../vault/index.ts';
import type { LiveSession } from './context.ts';
import { beginFactor, checkFactor, confirmFactor, type FactorProof, removeFactor } from './factors.ts';
import type { PasswordRefusal, ProvePassword } from './own-password.ts';
import { renewRecoveryCodes } from './recovery-codes.ts';
import { endSessionsOf } from './sessions.ts';
import { totpUri } from './totp.ts';

type Codes = { recoveryCodes: string[] };
type WrongCode = Refusal<'TOTP_WRONG', { used: boolean }>;

/** A person's own second factor. Everything but looking at the secret of an unfinished enrolment asks for the password. */
export function createSecondFactor({ db, vault, prove }: { db: Db; vault: Vault; prove: ProvePassword }) {
  return {
    async begin({
      actor,
    }: LiveSession): Promise<{ secret: string; uri: string } | Refusal<'ALREADY_ENROLLED'>> {
      const secret = await db.inTransaction(actor.scope, (tx) => beginFactor(tx, vault, actor.id));
      if (secret === null) return refuse('ALREADY_ENROLLED');
      return { secret, uri: totpUri(secret, actor.username) };
    },

    /** Answers the recovery codes, for this once. Other sessions end: they began without the second factor. */
    async confirm(
      session: LiveSession,
      input: { password: string; code: string },
    ): Promise<Codes | PasswordRefusal | WrongCode | Refusal<'ALREADY_ENROLLED'> | Refusal<'NOT_ENROLLED'>> {
      const { actor } = session;
      const proof = await prove(actor, input.password, 'second_factor');
      if (isRefusal(proof)) return proof;
      return db.inTransaction(actor.scope, async (tx) => {
        const answer = await confirmFactor(tx, vault, actor.id, input.code, Date.now());
        if (answer === 'already') return refuse('ALREADY_ENROLLED');
        if (answer === 'not_begun') return refuse('NOT_ENROLLED');
        if (answer === 'wrong') return refuseCode(tx, actor, false);
        const recoveryCodes = await renewRecoveryCodes(tx, actor.id);
        await endSessionsOf(tx, actor.id, session.hash);
        await record(tx, actor, 'second_factor.enrolled');
        return { recoveryCodes };
      });
    },

    async renewCodes(
      { actor }: LiveSession,
      input: { password: string; code: string },
    ): Promise<Codes | PasswordRefusal | WrongCode | Refusal<'NOT_ENROLLED'>> {
      return proven(actor, input.password, { totp: input.code }, async (tx) => {
        const recoveryCodes = await renewRecoveryCodes(tx, actor.id);
        await record(tx, actor, 'second_factor.codes_renewed');
        return { recoveryCodes };
      });
    },

    /** Where it is required, the person must enrol anew before anything else: for a new telephone. */
    async remove(
      session: LiveSession,
      {
        password,
        code,
        recoveryCode,
      }: { password: string; code?: string | undefined; recoveryCode?: string | undefined },
    ): Promise<{ removed: true } | PasswordRefusal | WrongCode | Refusal<'NOT_ENROLLED'>> {
      const { actor } = session;
      return proven(actor, password, { totp: code, recoveryCode }, async (tx) => {
        await removeFactor(tx, actor.id);
        await endSessionsOf(tx, actor.id, session.hash);
        await record(tx, actor, 'second_factor.removed');
        return { removed: true as const };
      });
    },
  };

  async function proven<T>(
    actor: Actor,
    password: string,
    factor: FactorProof,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T | PasswordRefusal | WrongCode | Refusal<'NOT_ENROLLED'>> {
    const proof = await prove(actor, password, 'second_factor');
    if (isRefusal(proof)) return proof;
    return db.inTransaction(actor.scope, async (tx) => {
      const answer = await checkFactor(tx, vault, actor.id, factor, Date.now());
      if (answer === 'none') return refuse('NOT_ENROLLED');
      if (answer === 'totp' || answer === 'recovery') return work(tx);
      return refuseCode(tx, actor, answer === 'used');
    });
  }
}

/** Commits: the record of the refusal stays. */
async function refuseCode(tx: Tx, actor: Actor, used: boolean): Promise<WrongCode> {
  const detail = { reason: used ? 'used_code' : 'wrong_code' };
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'second_factor.refused',
    ok: false,
    detail,
  });
  return refuse('TOTP_WRONG', { used });
}

async function record(tx: Tx, actor: Actor, event: string): Promise<void> {
  await recordAudit(tx, { actor: actor.id, unitId: actor.unitId, event, ok: true, target: actor.id });
}
