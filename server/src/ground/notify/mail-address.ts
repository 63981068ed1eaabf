import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import type { Params } from '../params/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { maskAccount, type Vault } from '../vault/index.ts';
import { addDeliveries } from './deliveries.ts';

interface Kept {
  address: string;
  /** Sent there and awaited back; null once it came. */
  code: string | null;
}
const purpose = 'mail-addresses';
const context = (person: string) => `mail-address/${person}`;
const codesAnHour = 3;

/** Keeps the address and sends a code there; nothing else goes there before the code comes back. */
export async function setAddress(
  tx: Tx,
  actor: Actor,
  address: string,
  { vault, params }: { vault: Vault; params: Params },
): Promise<Refusal<'TOO_MANY_CODES'> | undefined> {
  const { rows } = await tx.query<{ sent: number }>(
    `SELECT CASE WHEN codes_since > now() - interval '1 hour' THEN codes_sent ELSE 0 END AS sent
     FROM mail_address WHERE person_id = $1 FOR UPDATE`,
    [actor.id],
  );
  const sent = rows[0]?.sent ?? 0;
  if (sent >= codesAnHour) return refuse('TOO_MANY_CODES');
  const code = String(randomInt(10 ** 8)).padStart(8, '0');
  const { keyId, sealed } = await vault.sealLasting(tx, purpose, pack({ address, code }), context(actor.id));
  const expires = new Date(Date.now() + params.milliseconds('notify.code.valid'));
  await tx.query(
    `INSERT INTO mail_address (person_id, key_id, sealed, masked, code_expires, codes_sent)
     VALUES ($1, $2, $3, $4, $5, 1)
     ON CONFLICT (person_id) DO UPDATE SET key_id = $2, sealed = $3, masked = $4, code_expires = $5, code_tries = 0,
       verified_at = NULL, codes_sent = $6::smallint,
       codes_since = CASE WHEN $6::smallint = 1 THEN now() ELSE mail_address.codes_since END`,
    [actor.id, keyId, sealed, maskAccount(address), expires, sent + 1],
  );
  await recordAudit(tx, {
    ...by(actor),
    event: 'notify.address_set',
    ok: true,
    target: `person/${actor.id}`,
  });
  const body = { at: new Date().toISOString(), link: '/notify?tab=settings', urgent: true, params: {} };
  await addDeliveries(tx, [
    { channel: 'mail', eventId: randomUUID(), personId: actor.id, webhookId: null, kind: 'mail.code', body },
  ]);
}

/** A wrong code counts, so the caller must commit also when this answers false. */
export async function confirmAddress(
  tx: Tx,
  actor: Actor,
  code: string,
  { vault, params }: { vault: Vault; params: Params },
): Promise<boolean> {
  const { rows } = await tx.query<Row & { open: boolean }>(
    `SELECT ${columns}, verified_at IS NULL AND code_expires > now() AND code_tries < $2 AS open
     FROM mail_address WHERE person_id = $1 FOR UPDATE`,
    [actor.id, params.number('notify.code.tries')],
  );
  const row = rows[0];
  if (row === undefined || !row.open) return false;
  const kept = await unpack(tx, vault, row, actor.id);
  if (kept.code === null || !timingSafeEqual(Buffer.from(kept.code), Buffer.from(code))) {
    await tx.query('UPDATE mail_address SET code_tries = code_tries + 1 WHERE person_id = $1', [actor.id]);
    return false;
  }
  const fresh = pack({ address: kept.address, code: null });
  const { keyId, sealed } = await vault.sealLasting(tx, purpose, fresh, context(actor.id));
  await tx.query(
    `UPDATE mail_address SET key_id = $2, sealed = $3, verified_at = now(), code_expires = NULL, code_tries = 0
     WHERE person_id = $1`,
    [actor.id, keyId, sealed],
  );
  const target = `person/${actor.id}`;
  await recordAudit(tx, { ...by(actor), event: 'notify.address_verified', ok: true, target });
  return true;
}

export async function removeAddress(tx: Tx, actor: Actor): Promise<void> {
  const { rowCount } = await tx.query('DELETE FROM mail_address WHERE person_id = $1', [actor.id]);
  if (rowCount === 0) return;
  const target = `person/${actor.id}`;
  await recordAudit(tx, { ...by(actor), event: 'notify.address_removed', ok: true, target });
}

/** Where a mail for this person goes: a verified address, or for the code itself the one to be verified. */
export async function findAddress(
  tx: Tx,
  vault: Vault,
  person: string,
): Promise<{ address: string; code: string | null; verified: boolean } | null> {
  const { rows } = await tx.query<Row & { verified: boolean }>(
    `SELECT ${columns}, a.verified_at IS NOT NULL AS verified
     FROM mail_address a JOIN person p ON p.id = a.person_id
     WHERE a.person_id = $1 AND p.disabled_at IS NULL AND (a.verified_at IS NOT NULL OR a.code_expires > now())`,
    [person],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return { ...(await unpack(tx, vault, row, person)), verified: row.verified };
}

interface Row {
  keyId: number;
  sealed: Buffer;
}
const columns = 'key_id AS "keyId", sealed';
const pack = (kept: Kept) => Buffer.from(JSON.stringify(kept));
const unpack = async (tx: Tx, vault: Vault, row: Row, person: string): Promise<Kept> =>
  JSON.parse((await vault.unseal(tx, row, context(person))).toString()) as Kept;
const by = (actor: Actor) => ({ actor: actor.id, unitId: actor.unitId });
