import type { Role } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { actsOf, rolesThatMay } from './permissions.ts';

const approving = ['rights.approve', 'params.approve'] as const;

interface Approver {
  id: string;
  roles: Role[];
  staffNo: string | null;
}

/**
 * Whether the house would have fewer than two people left who may agree to something without this account, or fewer than two
 * security administrators, of whom one has to be in a pair: then one person alone must not take it away. As with the last
 * administrator, an account that nobody has signed in with proves nobody, and two accounts of one human being are one.
 * The caller holds the lock of the approvals.
 */
export async function isNeededToApprove(
  tx: Tx,
  { id, roles }: Pick<Approver, 'id' | 'roles'>,
): Promise<boolean> {
  const groups = groupsOf(roles);
  if (groups.length === 0) return false;
  const { rows } = await tx.query<Approver>(
    `SELECT id, roles, staff_no AS "staffNo" FROM person
     WHERE id <> $1 AND disabled_at IS NULL AND last_seen_at IS NOT NULL AND NOT must_change_password AND roles && $2::text[]`,
    [id, groups.flat()],
  );
  return groups.some((group) => {
    const left = rows.filter((one) => one.roles.some((role) => group.includes(role)));
    return new Set(left.map((one) => one.staffNo ?? one.id)).size < 2;
  });
}

function groupsOf(roles: readonly Role[]): Role[][] {
  const acts = actsOf(roles);
  return [
    ...approving.filter((act) => acts.includes(act)).map((act) => rolesThatMay(act)),
    ...(roles.includes('security_admin') ? [['security_admin'] satisfies Role[]] : []),
  ];
}
