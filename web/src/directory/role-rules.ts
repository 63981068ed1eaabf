import type { Role } from '@lanzha/contract';

/** The three administrators exclude each other and every other role (rules.md §10.3). */
const exclusive: readonly Role[] = ['system_admin', 'security_admin', 'audit_admin'];

/** Roles after one was ticked or unticked: an administrator's role drives out the others, and the other way round. */
export const withRole = (roles: readonly Role[], role: Role, held: boolean): readonly Role[] => {
  const others = roles.filter((one) => one !== role);
  if (!held) return others;
  return exclusive.includes(role) ? [role] : [...others.filter((one) => !exclusive.includes(one)), role];
};
