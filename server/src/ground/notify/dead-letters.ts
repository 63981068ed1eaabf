import type { Delivery, DeliveryState } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { addJob } from '../jobs/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { sealReason, type Vault } from '../vault/index.ts';

interface Row extends Omit<Delivery, 'person' | 'webhook' | 'createdAt' | 'at'> {
  personId: string | null;
  personName: string | null;
  webhookId: string | null;
  url: string | null;
  createdAt: Date;
  at: Date;
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function listDeliveries(
  tx: Tx,
  { state, cursor, limit }: { state: DeliveryState; cursor?: string | undefined; limit: number },
): Promise<{ items: Delivery[]; next: string | null }> {
  const { rows } = await tx.query<Row>(
    `SELECT d.id, d.channel, d.kind, d.state, d.attempts, d.reason, p.id AS "personId", p.name AS "personName",
       h.id AS "webhookId", h.url, d.created_at AS "createdAt", coalesce(d.ended_at, d.due) AS at
     FROM delivery d LEFT JOIN person p ON p.id = d.person_id LEFT JOIN webhook h ON h.id = d.webhook_id
     WHERE d.state = $1 AND ($2::uuid IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3`,
    [state, cursor !== undefined && uuid.test(cursor) ? cursor : null, limit + 1],
  );
  const items = rows.slice(0, limit).map(toDelivery);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

type No = Refusal<'NOT_FOUND'> | Refusal<'NOT_DEAD'>;

/** Starts anew: its tries are counted from zero. */
export async function retryDelivery(tx: Tx, actor: Actor, id: string): Promise<No | undefined> {
  const refused = await end(tx, id, "state = 'waiting', attempts = 0, due = now(), ended_at = NULL", []);
  if (refused !== undefined) return refused;
  await recordAudit(tx, { ...by(actor), event: 'delivery.retried', ok: true, target: `delivery/${id}` });
  await addJob(tx, 'notify.deliver', {}, { key: 'notify.deliver' });
}

export async function discardDelivery(
  tx: Tx,
  vault: Pick<Vault, 'seal'>,
  actor: Actor,
  { id, reason }: { id: string; reason: string },
): Promise<No | undefined> {
  const refused = await end(tx, id, "state = 'discarded', ended_at = now(), ended_by = $2", [actor.id]);
  if (refused !== undefined) return refused;
  const target = `delivery/${id}`;
  const detail = { sealedReason: await sealReason(tx, vault, reason, target, new Date()) };
  await recordAudit(tx, {
    ...by(actor),
    event: 'delivery.discarded',
    ok: true,
    target,
    detail,
  });
}

async function end(tx: Tx, id: string, set: string, values: readonly unknown[]): Promise<No | undefined> {
  const { rowCount } = await tx.query(`UPDATE delivery SET ${set} WHERE id = $1 AND state = 'dead'`, [
    id,
    ...values,
  ]);
  if (rowCount === 1) return undefined;
  const { rowCount: known } = await tx.query('SELECT FROM delivery WHERE id = $1', [id]);
  return known === 1 ? refuse('NOT_DEAD') : refuse('NOT_FOUND');
}

const by = (actor: Actor) => ({ actor: actor.id, unitId: actor.unitId });

function toDelivery({ personId, personName, webhookId, url, createdAt, at, ...row }: Row): Delivery {
  return {
    ...row,
    person: personId === null || personName === null ? null : { id: personId, name: personName },
    webhook: webhookId === null || url === null ? null : { id: webhookId, host: new URL(url).host },
    createdAt: createdAt.toISOString(),
    at: at.toISOString(),
  };
}
