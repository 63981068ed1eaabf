import { type Db, machine, type Tx } from '../db/index.ts';
import { addJob } from '../jobs/index.ts';
import { waitAfter } from './backoff.ts';
import { endAttempt, type Leased, leaseDue, nextDue, type Outcome } from './deliveries.ts';
import { findAddress } from './mail-address.ts';
import { codeMailOf, mailOf } from './mail-words.ts';
import { notify } from './notify.ts';
import type { Outgoing } from './outgoing.ts';
import { findTarget } from './webhooks.ts';

const atOnce = 4;

/**
 * Sends what is due until nothing is. Sent means that the other side took it; a process that dies between that and its
 * own note of it sends once more under the same id: at least once, recognisable.
 */
export async function deliverDue(db: Db, out: Outgoing, signal: AbortSignal): Promise<number> {
  let done = 0;
  while (!signal.aborted) {
    const leased = await db.inTransaction(machine, (tx) => leaseDue(tx, atOnce));
    if (leased.length === 0) break;
    await Promise.all(leased.map((one) => deliverOne(db, out, one)));
    done += leased.length;
  }
  await db.inTransaction(machine, async (tx) => {
    const due = await nextDue(tx);
    // A key of its own, so that it never pushes back a job that waits to run at once.
    if (due !== null) await addJob(tx, 'notify.deliver', {}, { key: 'notify.deliver.later', runAt: due });
  });
  return done;
}

async function deliverOne(db: Db, out: Outgoing, one: Leased): Promise<void> {
  const outcome = one.channel === 'mail' ? await sendMail(db, out, one) : await sendHook(db, out, one);
  await db.inTransaction(machine, async (tx) => {
    const { params } = out;
    const first = params.milliseconds('notify.retry.first');
    const longest = params.milliseconds('notify.retry.longest');
    const wait = waitAfter(one.attempts, first, longest, Math.random());
    const died = await endAttempt(tx, one, outcome, { tries: params.number('notify.tries'), wait });
    if (died && one.kind !== 'delivery.dead') await tellAdministrators(tx, one);
  });
}

/** Once an hour at most: a mail server that is down for a day is one piece of news. */
async function tellAdministrators(tx: Tx, { id, channel }: Leased): Promise<void> {
  const { rows } = await tx.query<{ others: boolean }>(
    `SELECT EXISTS (SELECT FROM delivery WHERE state = 'dead' AND id <> $1 AND ended_at > now() - interval '1 hour')
       AS others`,
    [id],
  );
  if (rows[0]?.others === true) return;
  const link = '/notify?tab=deliveries';
  await notify(tx, { to: { role: 'system_admin' }, kind: 'delivery.dead', params: { channel }, link });
}

async function sendMail(
  db: Db,
  { mailer, vault, params, publicUrl }: Outgoing,
  one: Leased,
): Promise<Outcome> {
  const { id, personId, kind, body } = one;
  if (mailer === undefined) return { state: 'again', reason: 'no_server' };
  const to = await db.inTransaction(machine, (tx) => findAddress(tx, vault, personId ?? ''));
  if (to === null) return { state: 'dropped', reason: 'no_address' };
  if (kind === 'mail.code') {
    if (to.code === null) return { state: 'dropped', reason: 'no_address' };
    const minutes = params.milliseconds('notify.code.valid') / 60_000;
    return mailer.send(id, to.address, codeMailOf(to.code, minutes));
  }
  if (!to.verified) return { state: 'dropped', reason: 'no_address' };
  return mailer.send(id, to.address, mailOf(kind, body.urgent, body.link, publicUrl));
}

async function sendHook(db: Db, out: Outgoing, { id, webhookId, kind, body }: Leased): Promise<Outcome> {
  const target = await db.inTransaction(machine, (tx) => findTarget(tx, out.vault, webhookId ?? ''));
  if (target === null) return { state: 'dropped', reason: 'hook.off' };
  return out.post(id, target, { type: kind, timestamp: body.at, data: { ...body, id } });
}
