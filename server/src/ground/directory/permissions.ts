import type { Act, Role } from '@lanzha/contract';

/**
 * What each role may do. The three administrators keep accounts, policy and audit apart from business data
 * (rules.md §10.3); liaisons of banks, operators and member units have no part in warnings yet.
 */
const permissions = {
  duty_officer: [
    'warnings.read',
    'warnings.handle',
    'warnings.assign',
    'signals.enter',
    'vault.reveal',
    'directory.read',
  ],
  analyst: ['warnings.read', 'vault.reveal', 'directory.read'],
  station_officer: ['warnings.read', 'warnings.handle', 'vault.reveal', 'directory.read'],
  grid_worker: ['warnings.read', 'warnings.handle', 'vault.reveal'],
  leader: ['warnings.read', 'directory.read'],
  bank_liaison: [],
  operator_liaison: [],
  member_liaison: [],
  school_contact: [],
  property_manager: [],
  court_staff: [],
  procuratorate_staff: [],
  system_admin: ['directory.read', 'directory.manage', 'keys.manage'],
  security_admin: ['directory.read'],
  audit_admin: ['directory.read', 'audit.read'],
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
