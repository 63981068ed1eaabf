import type { NoticeParams } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { addJob } from '../jobs/index.ts';

export interface DeliveryBody {
  at: string;
  link: string | null;
  urgent: boolean;
  params: NoticeParams;
}

export interface NewDelivery {
  channel: 'mail' | 'webhook';
  eventId: string;
  personId: string | null;
  webhookId: string | null;
  kind: string;
  body: DeliveryBody;
  due?: Date;
}

/** One that this process may send now; `attempts` counts this one too. */
export interface Leased extends Omit<NewDelivery, 'due'> {
  id: string;
  attempts: number;
}

/** What became of one attempt. `again` and `dead` carry a code, never the words of the other side. */
export type Outcome =
  | { readonly state: 'sent' }
  | { readonly state: 'dropped' | 'again' | 'dead'; readonly reason: string };

/** Each goes out once for its event and place: whoever plans twice adds nothing. */
export async function addDeliveries(tx: Tx, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO delivery (channel, event_id, person_id, webhook_id, kind, body, due)
     SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::jsonb[], $7::timestamptz[])
     ON CONFLICT DO NOTHING`,
    [
      rows.map((row) => row.channel),
      rows.map((row) => row.eventId),
      rows.map((row) => row.personId),
      rows.map((row) => row.webhookId),
      rows.map((row) => row.kind),
      rows.map((row) => JSON.stringify(row.body)),
      rows.map((row) => row.due ?? new Date()),
    ],
  );
  await addJob(tx, 'notify.deliver', {}, { key: 'notify.deliver' });
}

/** A process that dies with a lease leaves it behind; after this time another takes over. */
export const leaseSeconds = 180;

export async function leaseDue(tx: Tx, limit: number): Promise<Leased[]> {
  const { rows } = await tx.query<Leased>(
    `UPDATE delivery SET attempts = attempts + 1, leased_till = now() + $2 * interval '1 second'
     WHERE id IN (SELECT id FROM delivery
                  WHERE state = 'waiting' AND due <= now() AND (leased_till IS NULL OR leased_till < now())
                  ORDER BY due LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING id, channel, event_id AS "eventId", person_id AS "personId", webhook_id AS "webhookId", kind, body, attempts`,
    [limit, leaseSeconds],
  );
  return rows;
}

/** Writes what became of it, unless the lease ran out and somebody else has it. @returns whether it is dead now */
export async function endAttempt(
  tx: Tx,
  { id, attempts }: Leased,
  outcome: Outcome,
  { tries, wait }: { tries: number; wait: number },
): Promise<boolean> {
  const dead = outcome.state === 'dead' || (outcome.state === 'again' && attempts >= tries);
  const state = dead ? 'dead' : outcome.state === 'again' ? 'waiting' : outcome.state;
  const { rowCount } = await tx.query(
    `UPDATE delivery SET state = $3, leased_till = NULL, reason = $4,
       due = CASE WHEN $3 = 'waiting' THEN now() + $5 * interval '1 millisecond' ELSE due END,
       ended_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE now() END
     WHERE id = $1 AND attempts = $2 AND state = 'waiting'`,
    [id, attempts, state, outcome.state === 'sent' ? null : outcome.reason, wait],
  );
  return dead && rowCount === 1;
}

export async function nextDue(tx: Tx): Promise<Date | null> {
  const { rows } = await tx.query<{ due: Date | null }>(
    "SELECT min(greatest(due, coalesce(leased_till, due))) AS due FROM delivery WHERE state = 'waiting'",
  );
  return rows[0]?.due ?? null;
}
