import type { Role } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { actsOf, rolesThatMay } from '../directory/index.ts';
import type { Params } from '../params/index.ts';
import type { ApprovalHandler } from './handler.ts';
import { type Party, type Standing, whyOwn } from './lifecycle.ts';
import type { ApprovalRow } from './rows.ts';

type AnyHandler = Pick<ApprovalHandler<never>, 'requestAct' | 'approveAct' | 'pairNeeds'>;
export interface Member extends Party {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** The person as they are now, held till the transaction ends; null when the account is gone or disabled. */
export async function holdMember(tx: Tx, id: string): Promise<Member | null> {
  const { rows } = await tx.query<Member>(
    `SELECT id, name, roles, staff_no AS "staffNo" FROM person WHERE id = $1 AND disabled_at IS NULL FOR SHARE`,
    [id],
  );
  return rows[0] ?? null;
}

export const mayRequest = (handler: AnyHandler, { roles }: Pick<Member, 'roles'>): boolean =>
  actsOf(roles).includes(handler.requestAct);

export const mayDecide = (handler: AnyHandler, { roles }: Pick<Member, 'roles'>): boolean =>
  actsOf(roles).includes(handler.approveAct);

/** Whether the two together are a pair the kind accepts. */
export const isPair = (handler: AnyHandler, one: readonly Role[], other: readonly Role[]): boolean =>
  handler.pairNeeds === null || one.includes(handler.pairNeeds) || other.includes(handler.pairNeeds);

export function standingOf(row: ApprovalRow, subject: string | null): Standing {
  return {
    state: row.state,
    expiresAt: row.expiresAt.getTime(),
    requester: { id: row.requestedBy.id, staffNo: row.requesterStaffNo },
    subject: subject === null ? null : { id: subject, staffNo: row.subjectStaffNo },
  };
}

/**
 * Everybody whose yes would count for this request. Who was disabled only a while ago (param `approval.disabled.counts`) is
 * still counted: else somebody could first send the others away and then agree alone.
 */
export async function listApprovers(
  tx: Tx,
  handler: AnyHandler,
  row: ApprovalRow,
  subject: string | null,
  { params, now }: { params: Params; now: Date },
): Promise<(Member & { disabled: boolean })[]> {
  const since = now.getTime() - params.milliseconds('approval.disabled.counts', now);
  const { rows } = await tx.query<Member & { disabled: boolean }>(
    `SELECT id, name, roles, staff_no AS "staffNo", disabled_at IS NOT NULL AS disabled FROM person
     WHERE (disabled_at IS NULL OR disabled_at > $2) AND roles && $1::text[] ORDER BY name, id`,
    [rolesThatMay(handler.approveAct), new Date(since)],
  );
  const standing = standingOf(row, subject);
  return rows.filter(
    (one) => whyOwn(standing, one) === null && isPair(handler, row.requesterRoles, one.roles),
  );
}
