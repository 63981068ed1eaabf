import type { Act, ApprovalKind, ApprovalPayload, Role, StaleReason } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import type { Refusal } from '../refusal/index.ts';

/** What a room is told when its request was approved. */
export interface Deed {
  /** The approval, which what is made now refers to. */
  readonly id: string;
  readonly at: Date;
  readonly approver: { readonly id: string; readonly name: string };
  /** Who asked for it. */
  readonly requester: string;
}

/** What a room knows about one kind of request; faces register it, so that this room knows no other. */
export interface ApprovalHandler<P extends ApprovalPayload> {
  readonly requestAct: Act;
  readonly approveAct: Act;
  /** One of the two must hold this role; null: the acts say enough. */
  readonly pairNeeds: Role | null;
  /** The audit record that says the deed is done: 'params.changed'. */
  readonly event: string;
  /** Where whoever asked goes on once it is approved; by default to the request. */
  readonly page?: string;
  /** What it is about; one request of a kind for one target waits at a time. */
  target(payload: P): string;
  /** The person it is about, who may not approve it. */
  subject(payload: P): string | null;
  /** For the audit record: ids and values, no names. */
  detail(payload: P): Readonly<Record<string, unknown>>;
  /** Does what was asked for, in the transaction of the approval, or says why it no longer fits. */
  apply(tx: Tx, payload: P, deed: Deed): Promise<null | Refusal<'STALE', { why: StaleReason }>>;
  /** Takes back what was kept aside for the request when it was not approved. */
  drop?(tx: Tx, payload: P): Promise<void>;
  /** After the transaction was committed. */
  afterwards?(): Promise<void>;
}

/** One handler for every kind of the contract; a kind without one does not compile. */
export type ApprovalHandlers = {
  readonly [K in ApprovalKind]: ApprovalHandler<Extract<ApprovalPayload, { kind: K }>>;
};

export function handlerOf(handlers: ApprovalHandlers, kind: ApprovalKind): ApprovalHandler<ApprovalPayload> {
  return handlers[kind];
}
