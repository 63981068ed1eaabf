import type { ApprovalPayload } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import type { Params } from '../params/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { expireDue } from './expire.ts';
import { type ApprovalHandlers, handlerOf } from './handler.ts';
import { lockApprovals } from './rows.ts';
import { tellApprovers } from './tell-people.ts';

export interface ApprovalsDeps {
  readonly params: Params;
  readonly handlers: ApprovalHandlers;
}

/** Writes down what somebody asks for. Nothing changes until another person has approved it. */
export async function requestApproval(
  tx: Tx,
  { params, handlers }: ApprovalsDeps,
  actor: Pick<Actor, 'id' | 'unitId'>,
  payload: ApprovalPayload,
  why: string,
): Promise<{ id: string } | Refusal<'ALREADY_ASKED', { id: string }>> {
  const now = new Date();
  const handler = handlerOf(handlers, payload.kind);
  const target = handler.target(payload);
  await lockApprovals(tx);
  await expireDue(tx, handlers, now);
  const waiting = await findPending(tx, payload.kind, target);
  if (waiting !== null) return refuse('ALREADY_ASKED', { id: waiting });
  const expires = new Date(now.getTime() + params.milliseconds('approval.expires', now));
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO approval (kind, target, payload, why, requested_by, requested_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [payload.kind, target, JSON.stringify(payload), why, actor.id, now, expires],
  );
  const id = rows[0]!.id;
  await tx.query(
    "INSERT INTO approval_history (approval_id, version, act, actor_id, note) VALUES ($1, 1, 'request', $2, $3)",
    [id, actor.id, why],
  );
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'approval.requested',
    ok: true,
    target: id,
    detail: { kind: payload.kind, about: target, ...handler.detail(payload) },
  });
  await tellApprovers(tx, params, handler, id, now);
  return { id };
}

async function findPending(tx: Tx, kind: string, target: string): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    "SELECT id FROM approval WHERE kind = $1 AND target = $2 AND state = 'pending'",
    [kind, target],
  );
  return rows[0]?.id ?? null;
}
