import { recordAudit } from '../audit/index.ts';
import { type Db, machine, type Tx } from '../db/index.ts';
import { type Buckets, clientKey, createBuckets } from '../http/index.ts';
import type { Params } from '../params/index.ts';
import { passwordFits, QueueFull } from '../passwords/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { type Account, clearFailures, countFailure, findAccount, lockAccount } from './accounts.ts';
import { createSession, endSession } from './sessions.ts';
import { createUnknownNames } from './unknown-names.ts';

export interface SignInDeps {
  db: Db;
  params: Params;
}

export interface SignInAttempt {
  username: string;
  password: string;
  ip: string;
  /** The session the browser still has: it ends, so that nobody keeps working under a token known before. */
  previous: Buffer | null;
}

export type SignInResult =
  | { token: string }
  | Refusal<'WRONG_CREDENTIALS'>
  | Refusal<'LOCKED', { until: string }>
  | Refusal<'TOO_MANY_REQUESTS', { retryAfter: number }>;

const nobody = '00000000-0000-0000-0000-000000000000';

type Reason = 'unknown' | 'disabled' | 'locked' | 'wrong_password';

/**
 * Signing in by name and password. An unknown, disabled or locked name takes the same way, the same work and the same
 * answers as a wrong password, so that neither the words nor the time tell which names exist.
 */
export function createSignIn({ db, params }: SignInDeps): (attempt: SignInAttempt) => Promise<SignInResult> {
  const byName = createBuckets(10, 6_000);
  const byAddress = createBuckets(60, 1_000);
  const unknown = createUnknownNames();

  return async (attempt) => {
    const username = attempt.username.toLowerCase();
    const wait = waitFor(byName, byAddress, attempt.ip, username);
    if (wait > 0) return refuse('TOO_MANY_REQUESTS', { retryAfter: wait });
    const account = await findAccount(db.pool, username);
    const lockedUntil = account === null ? unknown.lockedUntil(username, Date.now()) : account.lockedUntil;
    if (lockedUntil !== null) {
      await db.inTransaction(machine, (tx) => recordRefused(tx, account, 'locked', attempt.ip));
      return locked(lockedUntil);
    }
    const stored = account === null || account.disabled ? null : account.passwordHash;
    const fits = await passwordFits(attempt.password, stored).catch(busy);
    if (fits === 'busy') return refuse('TOO_MANY_REQUESTS', { retryAfter: 5 });
    return db.inTransaction(machine, (tx) =>
      account === null ? refuseUnknown(tx, username, attempt.ip) : finish(tx, account, fits, attempt),
    );
  };

  async function refuseUnknown(tx: Tx, username: string, ip: string): Promise<SignInResult> {
    await lockAccount(tx, nobody); // the statements of a wrong password, for the same time
    await countFailure(tx, nobody, limits());
    const until = unknown.fail(username, Date.now(), limits());
    await recordRefused(tx, null, 'unknown', ip);
    return until === null ? refuse('WRONG_CREDENTIALS') : locked(until);
  }

  async function finish(
    tx: Tx,
    account: Account,
    fits: boolean,
    attempt: SignInAttempt,
  ): Promise<SignInResult> {
    const already = (await lockAccount(tx, account.id)).lockedUntil;
    if (already !== null) {
      await recordRefused(tx, account, 'locked', attempt.ip);
      return locked(already);
    }
    if (!fits) {
      const { lockedUntil } = await countFailure(tx, account.id, limits());
      await recordRefused(tx, account, account.disabled ? 'disabled' : 'wrong_password', attempt.ip);
      return lockedUntil === null ? refuse('WRONG_CREDENTIALS') : locked(lockedUntil);
    }
    await clearFailures(tx, account.id);
    if (attempt.previous !== null) await endSession(tx, attempt.previous);
    const token = await createSession(tx, account.id, params);
    const { id: actor, unitId } = account;
    await recordAudit(tx, { actor, unitId, event: 'session.created', ok: true, detail: { ip: attempt.ip } });
    return { token };
  }

  function limits() {
    return { failures: params.number('signin.failures'), lockMs: params.milliseconds('signin.lock') };
  }
}

function waitFor(byName: Buckets, byAddress: Buckets, ip: string, username: string): number {
  const client = clientKey(ip);
  return byAddress.take(client) || byName.take(`${client} ${username}`);
}

function locked(until: Date | number) {
  return refuse('LOCKED', { until: new Date(until).toISOString() });
}

function busy(error: unknown): 'busy' {
  if (error instanceof QueueFull) return 'busy';
  throw error;
}

/** The name that was typed is not kept: it may be a password typed into the wrong field. */
async function recordRefused(tx: Tx, account: Account | null, reason: Reason, ip: string): Promise<void> {
  const who = { actor: account?.id ?? null, unitId: account?.unitId ?? null };
  await recordAudit(tx, { ...who, event: 'session.refused', ok: false, detail: { reason, ip } });
}
