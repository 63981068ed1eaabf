import type { Role } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { rolesThatMay } from './permissions.ts';

const approving = ['rights.approve', 'params.approve'] as const;

interface Approver {
  id: string;
  roles: Role[];
  staffNo: string | null;
}
/** An account as it is, and the roles it would keep. */
interface Leaving extends Pick<Approver, 'id' | 'roles'> {
  readonly keeps?: readonly Role[];
}

/**
 * What the house would be without this account. `few`: it counts, and fewer than two people would be left who may agree to
 * something; nobody may bring that about here. `one`: fewer than two in a group of which a pair needs somebody (also those
 * security administrators without whom no rights change), so one person alone must not take it away. As with the last
 * administrator, an account that nobody has signed in with proves nobody, and two accounts of one human being are one. The
 * caller holds the lock of the approvals.
 */
export async function leftWithout(
  tx: Tx,
  { id, roles, keeps = [] }: Leaving,
): Promise<'few' | 'one' | 'enough'> {
  const lost = (group: readonly Role[]) => holds(roles, group) && !holds(keeps, group);
  const groups = approving.map((act) => rolesThatMay(act)).filter(lost);
  const pair = (['security_admin'] satisfies Role[]).filter((role) => lost([role]));
  if (groups.length === 0 && pair.length === 0) return 'enough';
  const { rows } = await tx.query<Approver>(
    `SELECT id, roles, staff_no AS "staffNo" FROM person
     WHERE disabled_at IS NULL AND last_seen_at IS NOT NULL AND NOT must_change_password AND roles && $1::text[]`,
    [[...groups.flat(), ...pair]],
  );
  const others = rows.filter((one) => one.id !== id);
  const humans = (of: readonly Approver[], group: readonly Role[]) =>
    new Set(of.filter((one) => holds(one.roles, group)).map((one) => one.staffNo ?? one.id)).size;
  const tooFew = (group: readonly Role[]) => humans(others, group) < 2;
  if (groups.some((group) => tooFew(group) && humans(others, group) < humans(rows, group))) return 'few';
  return [...groups, pair].some((group) => group.length > 0 && tooFew(group)) ? 'one' : 'enough';
}

const holds = (roles: readonly Role[], group: readonly Role[]): boolean =>
  roles.some((role) => group.includes(role));
