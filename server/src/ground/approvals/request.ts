import { randomUUID } from 'node:crypto';
import type { ApprovalPayload } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import type { Params } from '../params/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import type { Vault } from '../vault/index.ts';
import { expireDue } from './expire.ts';
import { type ApprovalHandlers, handlerOf } from './handler.ts';
import { lockApprovals } from './rows.ts';
import { tellApprovers } from './tell-people.ts';
import { sealWords } from './words.ts';

export interface ApprovalsDeps {
  readonly params: Params;
  readonly vault: Vault;
  readonly handlers: ApprovalHandlers;
}

/** Writes down what somebody asks for. Nothing changes until another person has approved it. */
export async function requestApproval(
  tx: Tx,
  { params, handlers, vault }: ApprovalsDeps,
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
  const id = randomUUID();
  const sealed = await sealWords(tx, vault, id, 'why', why, now);
  await tx.query(
    `INSERT INTO approval (id, kind, target, payload, why_sealed, requested_by, requested_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, payload.kind, target, JSON.stringify(payload), sealed, actor.id, now, expires],
  );
  await tx.query(
    "INSERT INTO approval_history (approval_id, version, act, actor_id) VALUES ($1, 1, 'request', $2)",
    [id, actor.id],
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
