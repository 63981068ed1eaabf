import { recordAudit } from '../audit/index.ts';
import { type Db, machine, type Tx } from '../db/index.ts';
import { type Buckets, clientKey, createBuckets } from '../http/index.ts';
import type { Params } from '../params/index.ts';
import { passwordFits, QueueFull } from '../passwords/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import type { Vault } from '../vault/index.ts';
import {
  type Account,
  countFailure,
  findAccount,
  type LockLimits,
  lockAccount,
  noteSignIn,
} from './accounts.ts';
import { describeDevice } from './device.ts';
import { checkFactor, type FactorProof } from './factors.ts';
import { createSession, endSession } from './sessions.ts';
import { createUnknownNames } from './unknown-names.ts';

export interface SignInDeps {
  db: Db;
  params: Params;
  vault: Vault;
}

export interface SignInAttempt extends FactorProof {
  username: string;
  password: string;
  ip: string;
  agent: string;
  /** The session the browser still has: it ends, so that nobody keeps working under a token known before. */
  previous: Buffer | null;
}

export type SignInResult =
  | { token: string }
  | Refusal<'WRONG_CREDENTIALS'>
  | Refusal<'TOTP_REQUIRED'>
  | Refusal<'TOTP_WRONG', { used: boolean }>
  | Refusal<'LOCKED', { until: string }>
  | Refusal<'TOO_MANY_REQUESTS', { retryAfter: number }>;

const nobody = '00000000-0000-0000-0000-000000000000';

type Reason = 'unknown' | 'disabled' | 'locked' | 'wrong_password' | 'wrong_code' | 'used_code';

/**
 * Signing in by name, password and second factor. An unknown, disabled or locked name takes the same way, the same work
 * and the same answers as a wrong password, so that neither the words nor the time tell which names exist; whether there
 * is a second factor is told only after the password was right, and a wrong code counts like a wrong password.
 */
export function createSignIn({ db, params, vault }: SignInDeps) {
  const byName = createBuckets(10, 6_000);
  const byAddress = createBuckets(60, 1_000);
  const unknown = createUnknownNames();

  return async (attempt: SignInAttempt): Promise<SignInResult> => {
    const username = attempt.username.toLowerCase();
    const wait = waitFor(byName, byAddress, attempt.ip, username);
    if (wait > 0) return refuse('TOO_MANY_REQUESTS', { retryAfter: wait });
    const address = clientKey(attempt.ip);
    const account = await findAccount(db.pool, username, address, limits());
    const until = account === null ? unknownUntil(username, address) : account.lockedUntil;
    if (until !== null) {
      await db.inTransaction(machine, (tx) => recordRefused(tx, account, 'locked', attempt.ip));
      return locked(until);
    }
    const stored = account === null || account.disabled ? null : account.passwordHash;
    const fits = await passwordFits(attempt.password, stored).catch(busy);
    if (fits === 'busy') return refuse('TOO_MANY_REQUESTS', { retryAfter: 5 });
    return db.inTransaction(machine, (tx) =>
      account === null ? refuseUnknown(tx, username, attempt.ip) : finish(tx, account, fits, attempt),
    );
  };

  function unknownUntil(username: string, address: string): number | null {
    const now = Date.now();
    return unknown.lockedUntil(`${address} ${username}`, now) ?? unknown.lockedUntil(username, now);
  }

  async function refuseUnknown(tx: Tx, username: string, ip: string): Promise<SignInResult> {
    const all = limits();
    const address = clientKey(ip);
    await lockAccount(tx, nobody, address, all); // the statements of a wrong password, for the same time
    await countFailure(tx, nobody, address, all);
    const { failures, lockMs, failuresName, lockNameMs } = all;
    unknown.fail(`${address} ${username}`, Date.now(), { failures, lockMs });
    unknown.fail(username, Date.now(), { failures: failuresName, lockMs: lockNameMs, forgetMs: lockNameMs });
    await recordRefused(tx, null, 'unknown', ip);
    const until = unknownUntil(username, address);
    return until === null ? refuse('WRONG_CREDENTIALS') : locked(until);
  }

  async function finish(
    tx: Tx,
    account: Account,
    fits: boolean,
    attempt: SignInAttempt,
  ): Promise<SignInResult> {
    const address = clientKey(attempt.ip);
    const already = (await lockAccount(tx, account.id, address, limits())).lockedUntil;
    if (already !== null) {
      await recordRefused(tx, account, 'locked', attempt.ip);
      return locked(already);
    }
    if (!fits) return fail(tx, account, attempt, account.disabled ? 'disabled' : 'wrong_password');
    const factor = await checkFactor(tx, vault, account.id, attempt, Date.now());
    if (factor === 'wrong') return fail(tx, account, attempt, 'wrong_code');
    if (factor === 'used') return fail(tx, account, attempt, 'used_code');
    const who = { actor: account.id, unitId: account.unitId };
    const detail = { ip: attempt.ip, factor };
    if (factor === 'missing') {
      await recordAudit(tx, { ...who, event: 'session.code_asked', ok: true, detail: { ip: attempt.ip } });
      return refuse('TOTP_REQUIRED');
    }
    const { ip } = attempt;
    const previous = await noteSignIn(tx, account.id, { address, ip }, params.milliseconds('password.age'));
    if (attempt.previous !== null) await endSession(tx, attempt.previous);
    const device = describeDevice(attempt.agent);
    const token = await createSession(tx, { personId: account.id, ip, device, previous }, params);
    await recordAudit(tx, { ...who, event: 'session.created', ok: true, detail });
    return { token };
  }

  async function fail(
    tx: Tx,
    account: Account,
    { ip }: SignInAttempt,
    reason: Reason,
  ): Promise<SignInResult> {
    const { lockedUntil } = await countFailure(tx, account.id, clientKey(ip), limits());
    await recordRefused(tx, account, reason, ip);
    if (lockedUntil !== null) return locked(lockedUntil);
    if (reason === 'wrong_code' || reason === 'used_code')
      return refuse('TOTP_WRONG', { used: reason === 'used_code' });
    return refuse('WRONG_CREDENTIALS');
  }

  function limits(): LockLimits {
    return {
      failures: params.number('signin.failures'),
      lockMs: params.milliseconds('signin.lock'),
      failuresName: params.number('signin.failures_name'),
      lockNameMs: params.milliseconds('signin.lock_name'),
      knownMs: params.milliseconds('signin.known_address'),
    };
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
