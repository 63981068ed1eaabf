import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { clientKey } from '../http/index.ts';
import type { Params } from '../params/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { findAccount, noteSignIn } from './accounts.ts';
import type { LiveSession } from './context.ts';
import { describeDevice } from './device.ts';
import { createSession, endSession, findSession } from './sessions.ts';

export interface StepIn {
  readonly username: string;
  readonly ip: string;
  readonly agent: string;
  readonly previous: Buffer | null;
}

/** Signs in without any proof: only for accounts that a drill hands out to everybody. The caller has made sure of that. */
export async function stepIn(
  tx: Tx,
  { username, ip, agent, previous }: StepIn,
  params: Params,
): Promise<{ token: string; session: LiveSession } | Refusal<'NOT_FOUND'>> {
  const address = clientKey(ip);
  const account = await findAccount(tx, username, address, {
    failures: 1,
    lockMs: 0,
    failuresName: 1,
    lockNameMs: 0,
    knownMs: 0,
  });
  if (account === null || account.disabled) return refuse('NOT_FOUND');
  const before = await noteSignIn(tx, account.id, { address, ip }, params.milliseconds('password.age'));
  if (previous !== null) await endSession(tx, previous);
  const token = await createSession(
    tx,
    { personId: account.id, ip, device: describeDevice(agent), previous: before },
    params,
  );
  const who = { actor: account.id, unitId: account.unitId };
  await recordAudit(tx, { ...who, event: 'session.created', ok: true, detail: { ip, factor: 'drill' } });
  const session = await findSession(tx, token, params, false);
  return session === null ? refuse('NOT_FOUND') : { token, session };
}
