import type { ApprovalPayload, ApprovalState } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import type { Params } from '../params/index.ts';
import type { ApprovalHandler } from './handler.ts';
import { listApprovers } from './parties.ts';
import { findApproval } from './rows.ts';

/** Everybody whose yes would count hears that something waits for them; of what kind, not about whom. */
export async function tellApprovers(
  tx: Tx,
  params: Params,
  handler: ApprovalHandler<ApprovalPayload>,
  id: string,
  now: Date,
): Promise<void> {
  const row = await findApproval(tx, id);
  if (row === null) throw new RangeError('approval vanished');
  const subject = handler.subject(row.payload);
  const approvers = await listApprovers(tx, handler, row, subject, { params, now });
  await notify(tx, {
    to: approvers.filter(({ disabled }) => !disabled).map((one) => ({ person: one.id })),
    kind: 'approval.asked',
    params: { what: row.payload.kind, who: row.requestedBy.name },
    link: '/approvals',
  });
}

interface Over {
  readonly state: ApprovalState;
  readonly payload: Pick<ApprovalPayload, 'kind'>;
  readonly requestedBy: { readonly id: string };
}

/** Whoever asked hears how it ended, and where to go on: `page` when it was approved. */
export async function tellDecided(
  tx: Tx,
  { state, payload, requestedBy }: Over,
  page?: string,
): Promise<void> {
  await notify(tx, {
    to: { person: requestedBy.id },
    kind: 'approval.decided',
    params: { what: payload.kind, result: state },
    link: state === 'approved' && page !== undefined ? page : '/approvals?view=done',
  });
}
