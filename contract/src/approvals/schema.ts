import * as z from 'zod';
import { id, instant, personRef, unitRef, words } from '../common.ts';
import { paramCode } from '../params/index.ts';
import { keyRights } from '../service-keys/index.ts';
import { certainties, roles } from '../terms.ts';

/** States of a request that a second person decides (rules.md §10.3). */
export const approvalStates = ['pending', 'approved', 'refused', 'withdrawn', 'expired'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** What may be done with a request. `emergency`: approve the own one, with the code of the console. */
export const approvalActs = ['approve', 'refuse', 'withdraw', 'emergency'] as const;
export type ApprovalAct = (typeof approvalActs)[number];

const held = z.object({ roles: z.array(z.enum(roles)), unit: unitRef });
const account = personRef.extend({ username: z.string() });

/** What is asked for, with what was there when it was asked: a world that moved on since makes it stale. */
export const approvalPayload = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('params.change'),
    code: paramCode,
    unit: z.string(),
    before: z.object({ version: z.number().int(), value: z.string(), next: z.number().int().nullable() }),
    value: z.string(),
    from: instant.nullable(),
    legalBasis: z.string(),
    certainty: z.enum(certainties),
  }),
  z.object({ kind: z.literal('rights.change'), person: account, before: held, after: held }),
  z.object({ kind: z.literal('rights.restore'), person: account, before: held }),
  z.object({ kind: z.literal('rights.disable'), person: account, before: held }),
  z.object({ kind: z.literal('account.reset'), person: account }),
  z.object({
    kind: z.literal('keys.grant'),
    unit: unitRef,
    source: z.string(),
    allow: z.array(z.enum(keyRights)),
    /** CIDR ranges; empty: from anywhere. */
    allowFrom: z.array(z.string()),
    expiresAt: instant.nullable(),
  }),
]);
export type ApprovalPayload = z.infer<typeof approvalPayload>;
export type ApprovalKind = ApprovalPayload['kind'];

/** Why a request no longer fits the world: ask anew. */
export const staleReasons = [
  'changed',
  'gone',
  'requester',
  'too_late',
  'last_admin',
  'last_approvers',
  'excluded',
] as const;
export type StaleReason = (typeof staleReasons)[number];

export const approval = z.object({
  id,
  payload: approvalPayload,
  why: z.string(),
  state: z.enum(approvalStates),
  requestedBy: personRef,
  requestedAt: z.string(),
  expiresAt: z.string(),
  decidedBy: personRef.nullable(),
  decidedAt: z.string().nullable(),
  note: z.string().nullable(),
  emergency: z.boolean(),
  version: z.number().int(),
  /** What the asking person may do with it now. */
  offers: z.array(z.enum(approvalActs)),
});
export type Approval = z.infer<typeof approval>;

export const approvalViews = ['todo', 'mine', 'others', 'done'] as const;
export type ApprovalView = (typeof approvalViews)[number];

export const decision = z.object({ id, version: z.number().int(), note: words(0, 500).optional() });
