import type { Act, ApprovalAct, Role, StaleReason } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { type Actor, rolesThatMay } from '../directory/index.ts';
import { isRefusal, type Refusal, refuse } from '../refusal/index.ts';
import { takeEmergencyCode } from './emergency-code.ts';
import { handlerOf } from './handler.ts';
import { nextState, type StepRefusal } from './lifecycle.ts';
import { holdMember, isPair, listApprovers, mayDecide, mayRequest, standingOf } from './parties.ts';
import type { ApprovalsDeps } from './request.ts';
import { type ApprovalRow, findApproval, lockApprovals } from './rows.ts';
import { tellDecided } from './tell-people.ts';
import { sealWords } from './words.ts';

export interface Decision {
  readonly id: string;
  /** What the person had on the screen. */
  readonly version: number;
  readonly note?: string | undefined;
}

type Changed = Refusal<'CHANGED', { version: number; by: string | null }>;
export type DecisionRefusal =
  | StepRefusal
  | Changed
  | Refusal<'FORBIDDEN', { act: Act; roles: Role[] }>
  | Refusal<'WRONG_PAIR'>
  | Refusal<'STALE', { why: StaleReason }>;

type EmergencyRefusal = Refusal<'WRONG_CODE'> | Refusal<'OTHERS_MAY', { names: string[] }>;

/** A second person's yes: the deed is done in this transaction, or nothing is. */
export async function approve(
  tx: Tx,
  deps: ApprovalsDeps,
  actor: Actor,
  input: Decision,
): Promise<ApprovalRow | DecisionRefusal> {
  const seen = await see(tx, deps, actor, 'approve', input);
  if (isRefusal(seen)) return seen;
  const member = await holdMember(tx, actor.id);
  if (member === null || !mayDecide(seen.handler, member)) return forbidden(seen.handler.approveAct);
  if (!isPair(seen.handler, seen.row.requesterRoles, member.roles)) return refuse('WRONG_PAIR');
  return perform(tx, deps, actor, seen, { ...input, act: 'approve' });
}

export async function refuseRequest(
  tx: Tx,
  deps: ApprovalsDeps,
  actor: Actor,
  input: Decision,
): Promise<ApprovalRow | DecisionRefusal> {
  const seen = await see(tx, deps, actor, 'refuse', input);
  if (isRefusal(seen)) return seen;
  const member = await holdMember(tx, actor.id);
  if (member === null || !mayDecide(seen.handler, member)) return forbidden(seen.handler.approveAct);
  await seen.handler.drop?.(tx, seen.row.payload);
  return settle(tx, deps, actor, seen, { ...input, act: 'refuse' });
}

export async function withdraw(
  tx: Tx,
  deps: ApprovalsDeps,
  actor: Actor,
  input: Decision,
): Promise<ApprovalRow | Exclude<StepRefusal, Refusal<'OWN_REQUEST', unknown>> | Changed> {
  const seen = await see(tx, deps, actor, 'withdraw', input);
  if (isRefusal(seen)) return seen.code === 'OWN_REQUEST' ? refuse('NOT_FOUND') : seen;
  await seen.handler.drop?.(tx, seen.row.payload);
  return settle(tx, deps, actor, seen, { ...input, act: 'withdraw' });
}

/** Approving the own request with the code of the console, only while nobody else's yes would count. */
export async function approveAlone(
  tx: Tx,
  deps: ApprovalsDeps,
  actor: Actor,
  input: Decision & { code: string },
): Promise<ApprovalRow | DecisionRefusal | EmergencyRefusal> {
  const seen = await see(tx, deps, actor, 'emergency', input);
  if (isRefusal(seen)) return seen;
  const others = await listApprovers(tx, seen.handler, seen.row, seen.handler.subject(seen.row.payload), {
    params: deps.params,
    now: seen.now,
  });
  if (others.length > 0)
    return refuse('OTHERS_MAY', {
      names: others.map(({ name, disabled }) => (disabled ? `${name}（刚停用）` : name)),
    });
  if (!(await takeEmergencyCode(tx, input.code, input.id, seen.now))) return refuse('WRONG_CODE');
  return perform(tx, deps, actor, seen, { ...input, act: 'emergency' });
}

type Step = Decision & { readonly act: ApprovalAct };
type Seen = { row: ApprovalRow; handler: ReturnType<typeof handlerOf>; now: Date };

async function see(
  tx: Tx,
  { handlers }: ApprovalsDeps,
  actor: Actor,
  act: ApprovalAct,
  input: Decision,
): Promise<Seen | StepRefusal | Changed> {
  await lockApprovals(tx);
  const row = await findApproval(tx, input.id);
  if (row === null) return refuse('NOT_FOUND');
  if (row.version !== input.version)
    return refuse('CHANGED', { version: row.version, by: row.decidedBy?.name ?? null });
  const now = new Date();
  const handler = handlerOf(handlers, row.payload.kind);
  const { rows } = await tx.query<{ staffNo: string | null }>(
    'SELECT staff_no AS "staffNo" FROM person WHERE id = $1',
    [actor.id],
  );
  const by = { id: actor.id, staffNo: rows[0]?.staffNo ?? null };
  const next = nextState(standingOf(row, handler.subject(row.payload)), { act, by, at: now.getTime() });
  return isRefusal(next) ? next : { row, handler, now };
}

/** Does the deed. The requester's own right is asked for again: it may have been taken since. */
async function perform(
  tx: Tx,
  deps: ApprovalsDeps,
  actor: Actor,
  seen: Seen,
  step: Step & { act: 'approve' | 'emergency' },
): Promise<ApprovalRow | Refusal<'STALE', { why: StaleReason }>> {
  const { row, handler, now } = seen;
  const requester = await holdMember(tx, row.requestedBy.id);
  if (requester === null || !mayRequest(handler, requester)) return refuse('STALE', { why: 'requester' });
  const approver = { id: actor.id, name: actor.name };
  const deed = { id: row.id, at: now, approver, requester: row.requestedBy.id };
  const stale = await handler.apply(tx, row.payload, deed);
  if (stale !== null) return stale;
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: handler.event,
    ok: true,
    target: handler.target(row.payload),
    detail: { approval: row.id, requestedBy: row.requestedBy.id, ...handler.detail(row.payload) },
  });
  return settle(tx, deps, actor, seen, step);
}

const states = {
  approve: 'approved',
  refuse: 'refused',
  withdraw: 'withdrawn',
  emergency: 'approved',
} as const;
const events = {
  approve: 'approval.approved',
  refuse: 'approval.refused',
  withdraw: 'approval.withdrawn',
  emergency: 'approval.emergency',
} as const satisfies Record<ApprovalAct, string>;

async function settle(
  tx: Tx,
  { vault }: ApprovalsDeps,
  actor: Actor,
  { row, handler, now }: Seen,
  { note, act }: Step,
): Promise<ApprovalRow> {
  const said =
    note === undefined || note === '' ? null : await sealWords(tx, vault, row.id, 'note', note, now);
  await tx.query(
    `UPDATE approval SET state = $2, decided_by = $3, decided_at = $4, note_sealed = $5, emergency = $6, version = version + 1
     WHERE id = $1`,
    [row.id, states[act], actor.id, now, said, act === 'emergency'],
  );
  await tx.query(
    'INSERT INTO approval_history (approval_id, version, act, actor_id) VALUES ($1, $2, $3, $4)',
    [row.id, row.version + 1, act, actor.id],
  );
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: events[act],
    ok: true,
    target: row.id,
    detail: { kind: row.payload.kind, requestedBy: row.requestedBy.id },
  });
  const settled = await findApproval(tx, row.id);
  if (settled === null) throw new RangeError('approval vanished');
  if (act !== 'withdraw' && act !== 'emergency') await tellDecided(tx, settled, handler.page);
  return settled;
}

const forbidden = (act: Act) => refuse('FORBIDDEN', { act, roles: rolesThatMay(act) });
