import { randomUUID } from 'node:crypto';
import type { NoticeKind, Webhook } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import type { Params } from '../params/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import type { Vault } from '../vault/index.ts';
import { checkUrl, type HookRules, type UrlRefused } from './webhook-address.ts';
import { newSecret } from './webhook-signature.ts';

interface Secrets {
  secret: string;
  previous: string | null;
}
interface Row extends Omit<Webhook, 'unit' | 'createdAt' | 'previousUntil'> {
  unitId: string;
  unitName: string;
  previousUntil: Date | null;
  createdAt: Date;
  keyId: number;
  sealed: Buffer;
}
const selectHooks = `
  SELECT h.id, h.unit_id AS "unitId", u.name AS "unitName", h.url, h.kinds, h.enabled, h.version,
    CASE WHEN h.previous_until > now() THEN h.previous_until END AS "previousUntil", h.created_at AS "createdAt",
    h.key_id AS "keyId", h.sealed
  FROM webhook h JOIN unit u ON u.id = h.unit_id WHERE h.removed_at IS NULL`;

export type UrlRefusal = Refusal<'URL_REFUSED', { reason: UrlRefused }>;
export type ChangedRefusal = Refusal<'CHANGED', { version: number; by: string | null }>;
export interface HookDeps {
  vault: Vault;
  params: Params;
  rules(): HookRules;
}

export async function listWebhooks(tx: Tx): Promise<Webhook[]> {
  const { rows } = await tx.query<Row>(`${selectHooks} ORDER BY h.created_at DESC, h.id`);
  return rows.map(toWebhook);
}

export async function createWebhook(
  tx: Tx,
  actor: Actor,
  { unit, url, kinds }: { unit: string; url: string; kinds: readonly NoticeKind[] },
  { vault, rules }: HookDeps,
): Promise<{ webhook: Webhook; secret: string } | UrlRefusal | Refusal<'UNKNOWN_UNIT'>> {
  const checked = checkUrl(url, rules());
  if (typeof checked === 'string') return refuse('URL_REFUSED', { reason: checked });
  const { rowCount } = await tx.query('SELECT FROM unit WHERE id = $1 AND closed_at IS NULL', [unit]);
  if (rowCount === 0) return refuse('UNKNOWN_UNIT');
  const id = randomUUID();
  const secret = newSecret();
  const { keyId, sealed } = await sealSecrets(tx, vault, id, { secret, previous: null });
  await tx.query(
    `INSERT INTO webhook (id, unit_id, url, kinds, key_id, sealed, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, unit, checked.href, [...new Set(kinds)], keyId, sealed, actor.id],
  );
  await record(tx, actor, 'created', id, { unit, host: checked.host, kinds });
  const row = await findRow(tx, id);
  if (row === undefined) throw new Error('the webhook just written is not there');
  return { webhook: toWebhook(row), secret };
}

export interface HookChange {
  id: string;
  version: number;
  url?: string | undefined;
  kinds?: readonly NoticeKind[] | undefined;
  enabled?: boolean | undefined;
  removed?: true | undefined;
}

export async function changeWebhook(
  tx: Tx,
  actor: Actor,
  { id, version, url, kinds, enabled, removed }: HookChange,
  { rules }: HookDeps,
): Promise<Webhook | Refusal<'NOT_FOUND'> | ChangedRefusal | UrlRefusal> {
  const row = await findRow(tx, id, true);
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.version !== version) return refuse('CHANGED', { version: row.version, by: null });
  const checked = url === undefined ? undefined : checkUrl(url, rules());
  if (typeof checked === 'string') return refuse('URL_REFUSED', { reason: checked });
  await tx.query(
    `UPDATE webhook SET url = coalesce($2, url), kinds = coalesce($3, kinds), enabled = coalesce($4, enabled),
       removed_at = CASE WHEN $5 THEN now() END, version = version + 1 WHERE id = $1`,
    [id, checked?.href ?? null, kinds ?? null, enabled ?? null, removed === true],
  );
  await record(tx, actor, removed ? 'removed' : 'changed', id, {
    ...(checked === undefined ? {} : { host: checked.host }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(enabled === undefined ? {} : { enabled }),
  });
  if (removed) return { ...toWebhook(row), enabled: false, version: row.version + 1 };
  const after = await findRow(tx, id);
  return after === undefined ? refuse('NOT_FOUND') : toWebhook(after);
}

/** A new secret; the one before it signs too until the overlap (parameter) is over. */
export async function rotateWebhook(
  tx: Tx,
  actor: Actor,
  { id, version }: { id: string; version: number },
  { vault, params }: HookDeps,
): Promise<{ webhook: Webhook; secret: string } | Refusal<'NOT_FOUND'> | ChangedRefusal> {
  const row = await findRow(tx, id, true);
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.version !== version) return refuse('CHANGED', { version: row.version, by: null });
  const before = await openSecrets(tx, vault, row);
  const secret = newSecret();
  const { keyId, sealed } = await sealSecrets(tx, vault, id, { secret, previous: before.secret });
  const until = new Date(Date.now() + params.milliseconds('notify.webhook.overlap'));
  await tx.query(
    'UPDATE webhook SET key_id = $2, sealed = $3, previous_until = $4, version = version + 1 WHERE id = $1',
    [id, keyId, sealed, until],
  );
  await record(tx, actor, 'rotated', id, {});
  const after = await findRow(tx, id);
  return after === undefined ? refuse('NOT_FOUND') : { webhook: toWebhook(after), secret };
}

/** Where a message goes and what it is signed with; null when the subscription is off or gone. */
export async function findTarget(
  tx: Tx,
  vault: Vault,
  id: string,
  evenDisabled = false,
): Promise<{ url: string; secrets: string[] } | null> {
  const row = await findRow(tx, id);
  if (row === undefined || !(row.enabled || evenDisabled)) return null;
  const { secret, previous } = await openSecrets(tx, vault, row);
  return {
    url: row.url,
    secrets: row.previousUntil === null || previous === null ? [secret] : [secret, previous],
  };
}

export async function findSubscribers(tx: Tx, unitId: string, kind: NoticeKind): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM webhook WHERE unit_id = $1 AND enabled AND removed_at IS NULL AND $2 = ANY (kinds)',
    [unitId, kind],
  );
  return rows.map((row) => row.id);
}

async function findRow(tx: Tx, id: string, lock = false): Promise<Row | undefined> {
  const { rows } = await tx.query<Row>(`${selectHooks} AND h.id = $1 ${lock ? 'FOR UPDATE OF h' : ''}`, [id]);
  return rows[0];
}

const sealSecrets = (tx: Tx, vault: Vault, id: string, secrets: Secrets) =>
  vault.sealLasting(tx, 'webhooks', Buffer.from(JSON.stringify(secrets)), `webhook/${id}`);
const openSecrets = async (tx: Tx, vault: Vault, row: Row): Promise<Secrets> =>
  JSON.parse((await vault.unseal(tx, row, `webhook/${row.id}`)).toString()) as Secrets;

function record(tx: Tx, actor: Actor, what: string, id: string, detail: object): Promise<void> {
  const by = { actor: actor.id, unitId: actor.unitId };
  return recordAudit(tx, {
    ...by,
    event: `webhook.${what}`,
    ok: true,
    target: `webhook/${id}`,
    detail: { ...detail },
  });
}

function toWebhook(row: Row): Webhook {
  const { unitId, unitName, keyId: _, sealed: __, previousUntil, createdAt, ...rest } = row;
  return {
    ...rest,
    unit: { id: unitId, name: unitName },
    previousUntil: previousUntil?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
