import type { Act, Role } from '@lanzha/contract';

/**
 * What each role may do. The three administrators keep accounts, policy and audit apart from business data
 * (rules.md §10.3). Roles outside the police whose scope holds nothing (scope-of.ts) read what is lent to them and
 * nothing else (practice.md W9, S13); banks, operators and property managers have no part in warnings.
 */
const permissions = {
  duty_officer: [
    'warnings.read',
    'warnings.export',
    'warnings.handle',
    'warnings.assign',
    'dissuasion.review',
    'incidents.read',
    'incidents.write',
    'incidents.review',
    'zeroing.read',
    'zeroing.explain',
    'zeroing.push',
    'board.read',
    'loans.lend',
    'signals.enter',
    'signals.explain',
    'links.read',
    'vault.reveal',
    'vault.search',
    'directory.read',
    'params.read',
    'shifts.read',
    'shifts.take',
    'staff.read',
    'staff.manage',
    'drill.run',
  ],
  analyst: [
    'warnings.read',
    'warnings.export',
    'signals.explain',
    'incidents.read',
    'scripts.manage',
    'zeroing.read',
    'board.read',
    'links.read',
    'links.manage',
    'vault.reveal',
    'vault.search',
    'directory.read',
    'params.read',
    'shifts.read',
    'staff.read',
  ],
  station_officer: [
    'warnings.read',
    'warnings.export',
    'warnings.handle',
    'incidents.read',
    'incidents.write',
    'zeroing.read',
    'zeroing.explain',
    'links.read',
    'vault.reveal',
    'vault.search',
    'directory.read',
    'params.read',
    'shifts.read',
    'shifts.take',
    'staff.read',
  ],
  grid_worker: [
    'warnings.read',
    'warnings.handle',
    'zeroing.read',
    'zeroing.explain',
    'vault.reveal',
    'params.read',
  ],
  leader: [
    'warnings.read',
    'warnings.export',
    'dissuasion.review',
    'incidents.read',
    'incidents.review',
    'zeroing.read',
    'zeroing.explain',
    'zeroing.push',
    'board.read',
    'loans.lend',
    'vault.figures',
    'directory.read',
    'params.read',
    'params.approve',
    'rights.approve',
    'approvals.read',
    'shifts.read',
    'shifts.plan',
    'staff.read',
    'staff.manage',
  ],
  bank_liaison: [],
  operator_liaison: [],
  member_liaison: ['warnings.read'],
  school_contact: ['warnings.read'],
  property_manager: [],
  court_staff: ['warnings.read'],
  procuratorate_staff: ['warnings.read'],
  system_admin: [
    'directory.read',
    'directory.manage',
    'directory.factors',
    'keys.manage',
    'notify.manage',
    'operation.manage',
    'params.read',
    'rights.request',
    'approvals.read',
    'drill.run',
  ],
  security_admin: [
    'directory.read',
    'directory.matrix',
    'retention.manage',
    'directory.factors',
    'params.read',
    'params.propose',
    'params.approve',
    'rights.request',
    'rights.approve',
    'approvals.read',
  ],
  audit_admin: ['directory.read', 'audit.read', 'params.read', 'approvals.read'],
} as const satisfies Record<Role, readonly Act[]>;

const administrators: readonly Role[] = ['system_admin', 'security_admin', 'audit_admin'];

export function actsOf(roles: readonly Role[]): Act[] {
  return [...new Set(roles.flatMap((role): readonly Act[] => permissions[role]))];
}

export function rolesThatMay(act: Act): Role[] {
  return (Object.keys(permissions) as Role[]).filter((role) =>
    (permissions[role] as readonly Act[]).includes(act),
  );
}

/** An administrator holds that one role and nothing else (rules.md §10.3: 三员互斥). */
export function rolesExclude(roles: readonly Role[]): boolean {
  return new Set(roles).size > 1 && roles.some((role) => administrators.includes(role));
}
