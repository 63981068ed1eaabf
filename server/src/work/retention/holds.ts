import { randomUUID } from 'node:crypto';
import type { RetentionHold } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { maskText, openReason, sealReason, type Vault } from '../../ground/vault/index.ts';

export interface NewHold {
  readonly warningNo?: number | undefined;
  /** Received from (inclusive) and before; ISO instants. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly until?: string | undefined;
  readonly reason: string;
}

type PlaceRefusal =
  | Refusal<'NOT_FOUND'>
  | Refusal<'ALREADY_FORGOTTEN'>
  | Refusal<'MISSING', { field: string }>;

/** Keeps a warning, or a period, from being forgotten. The transaction is the machine's: nobody's scope ends here. */
export async function placeHold(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  input: NewHold,
  now: Date,
): Promise<RetentionHold | PlaceRefusal> {
  const { warningNo, from, to, until, reason } = input;
  if (until !== undefined && new Date(until) <= now) return refuse('MISSING', { field: 'until' as string });
  if (warningNo === undefined) {
    if (from === undefined) return refuse('MISSING', { field: 'from' as string });
    if (to === undefined || new Date(to) <= new Date(from))
      return refuse('MISSING', { field: 'to' as string });
  }
  const warning = warningNo === undefined ? null : await findByNumber(tx, warningNo);
  if (warning === undefined) return refuse('NOT_FOUND');
  if (warning?.forgotten === true) return refuse('ALREADY_FORGOTTEN');
  const id = randomUUID();
  await tx.query(
    `INSERT INTO retention_hold (id, warning_id, from_at, to_at, reason, until, placed_by, placed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      warning?.id ?? null,
      warning === null ? from : null,
      warning === null ? to : null,
      await sealReason(tx, vault, reason, targetOf(id), now),
      until ?? null,
      actor.id,
      now,
    ],
  );
  return recorded(tx, vault, actor, { id, event: 'retention.held', reason }, now);
}

export async function releaseHold(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  { id, reason }: { id: string; reason: string },
  now: Date,
): Promise<RetentionHold | Refusal<'NOT_FOUND'> | Refusal<'ALREADY_RELEASED'>> {
  const { rows } = await tx.query<{ released: boolean }>(
    'SELECT released_at IS NOT NULL AS released FROM retention_hold WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (rows[0] === undefined) return refuse('NOT_FOUND');
  if (rows[0].released) return refuse('ALREADY_RELEASED');
  await tx.query(
    'UPDATE retention_hold SET released_by = $2, released_at = $3, release_reason = $4 WHERE id = $1',
    [id, actor.id, now, await sealReason(tx, vault, reason, targetOf(id), now)],
  );
  return recorded(tx, vault, actor, { id, event: 'retention.released', reason }, now);
}

/** Those that hold first, then the newest. */
export async function listHolds(
  tx: Tx,
  vault: Vault,
  now: Date,
  id: string | null = null,
): Promise<RetentionHold[]> {
  const { rows } = await tx.query<
    Omit<RetentionHold, 'from' | 'to' | 'until' | 'placedAt' | 'released' | 'reason'> & {
      reason: unknown;
      from: Date | null;
      to: Date | null;
      until: Date | null;
      placedAt: Date;
      releasedBy: RetentionHold['placedBy'];
      releasedAt: Date | null;
      releaseReason: unknown;
    }
  >(
    `SELECT h.id, CASE WHEN w.id IS NOT NULL THEN json_build_object('id', w.id, 'no', w.no) END AS warning,
            h.from_at AS "from", h.to_at AS "to", h.reason, h.until, h.placed_at AS "placedAt",
            json_build_object('id', p.id, 'name', p.name) AS "placedBy",
            json_build_object('id', r.id, 'name', r.name) AS "releasedBy", h.released_at AS "releasedAt",
            h.release_reason AS "releaseReason", h.released_at IS NULL AND (h.until IS NULL OR h.until > $1) AS active
     FROM retention_hold h JOIN person p ON p.id = h.placed_by LEFT JOIN person r ON r.id = h.released_by
     LEFT JOIN warning w ON w.id = h.warning_id
     WHERE $2::uuid IS NULL OR h.id = $2 ORDER BY active DESC, h.placed_at DESC, h.id LIMIT 500`,
    [now, id],
  );
  const shown = async (reason: unknown, hold: string) =>
    maskText((await openReason(tx, vault, reason, targetOf(hold))) ?? '—');
  const holds: RetentionHold[] = [];
  for (const { from, to, until, placedAt, releasedBy, releasedAt, ...row } of rows) {
    const { reason, releaseReason, ...rest } = row;
    holds.push({
      ...rest,
      reason: await shown(reason, row.id),
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      placedAt: placedAt.toISOString(),
      released:
        releasedAt === null
          ? null
          : { by: releasedBy, at: releasedAt.toISOString(), reason: await shown(releaseReason, row.id) },
    });
  }
  return holds;
}

const targetOf = (id: string) => `hold/${id}`;

/** Locked: the daily run either sees the hold, or has forgotten the warning before it was placed. */
async function findByNumber(tx: Tx, no: number): Promise<{ id: string; forgotten: boolean } | undefined> {
  const { rows } = await tx.query<{ id: string; forgotten: boolean }>(
    'SELECT id, forgotten_at IS NOT NULL AS forgotten FROM warning WHERE no = $1 FOR UPDATE',
    [no],
  );
  return rows[0];
}

async function recorded(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  { id, event, reason }: { id: string; event: string; reason: string },
  now: Date,
): Promise<RetentionHold> {
  const hold = (await listHolds(tx, vault, now, id))[0];
  if (hold === undefined) throw new RangeError(`hold ${id} is not there`);
  const { warning, from, to, until } = hold;
  const sealedReason = await sealReason(tx, vault, reason, targetOf(id), now);
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event,
    ok: true,
    target: targetOf(id),
    detail: { warning: warning?.no ?? null, from, to, until, sealedReason },
  });
  return hold;
}
