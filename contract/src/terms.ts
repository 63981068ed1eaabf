/** The closed vocabularies of the house. Chinese terms and meanings: docs/glossary.md. */

/** Warning levels, most urgent first (practice.md W1, rules.md §6.1). */
export const levels = ['urgent', 'high', 'middle', 'low'] as const;
export type Level = (typeof levels)[number];

/** States of a warning (interfaces.md; rules.md §6.3). */
export const warningStates = [
  'new',
  'dispatched',
  'signed',
  'contacting',
  'contacted',
  'met',
  'closed',
] as const;
export type WarningState = (typeof warningStates)[number];

/** How a warning may end (interfaces.md). */
export const outcomes = [
  'dissuaded',
  'cheated',
  'not_matched',
  'duplicate',
  'unreachable',
  'refused',
  'transferred',
] as const;
export type Outcome = (typeof outcomes)[number];

export const signalKinds = ['sms', 'call', 'visit', 'install', 'transfer', 'report', 'instruction'] as const;
export type SignalKind = (typeof signalKinds)[number];

/** Official fraud types, two digits (rules.md §7.2, version 2025). */
export const fraudTypes = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
  '18',
  '19',
  '20',
  '99',
] as const;
export type FraudType = (typeof fraudTypes)[number];

/** Kinds of unit that take part in the work (practice.md, People and rows W–G). */
export const unitKinds = [
  'anti_fraud_center',
  'police_bureau',
  'command_center',
  'investigation_center',
  'police_station',
  'police_squad',
  'town_government',
  'community',
  'grid',
  'bank',
  'bank_branch',
  'payment_institution',
  'operator',
  'operator_shop',
  'internet_platform',
  'upper_platform',
  'detection_system',
  'member_unit',
  'education_bureau',
  'school',
  'court',
  'procuratorate',
  'central_bank',
  'regulator',
  'enterprise',
  'property_company',
  'hospital',
  'volunteer_team',
  'insurer',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Roles a person may hold (practice.md, People; D4, D6). The three administrators exclude each other and business data. */
export const roles = [
  'duty_officer',
  'analyst',
  'station_officer',
  'grid_worker',
  'bank_liaison',
  'operator_liaison',
  'member_liaison',
  'leader',
  'school_contact',
  'property_manager',
  'court_staff',
  'procuratorate_staff',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const;
export type Role = (typeof roles)[number];

/** What a role may do; the matrix is in the server room ground/directory. */
export const acts = [
  'warnings.read',
  'warnings.handle',
  'warnings.assign',
  'warnings.export',
  'dissuasion.review',
  'zeroing.read',
  'zeroing.explain',
  'zeroing.push',
  'board.read',
  'incidents.read',
  'incidents.write',
  'incidents.review',
  'scripts.manage',
  'loans.lend',
  'signals.enter',
  'signals.explain',
  'links.read',
  'links.manage',
  'vault.reveal',
  'vault.search',
  'vault.figures',
  'directory.read',
  'directory.manage',
  'directory.factors',
  'directory.matrix',
  'keys.manage',
  'notify.manage',
  'operation.manage',
  'audit.read',
  'retention.manage',
  'params.read',
  'params.propose',
  'params.approve',
  'rights.request',
  'rights.approve',
  'approvals.read',
  'shifts.read',
  'shifts.take',
  'shifts.plan',
  'staff.read',
  'staff.manage',
  'drill.run',
] as const;
export type Act = (typeof acts)[number];

export const contactMethods = ['call', 'sms', 'video', 'meet', 'family', 'third_party'] as const;
export type ContactMethod = (typeof contactMethods)[number];

/** Whether a database is the real one or a drill is fixed at its creation (house.md). */
export const installationKinds = ['real', 'drill'] as const;
export type InstallationKind = (typeof installationKinds)[number];

/** How sure the house is of a number (rules.md §0), surest first; stored and spoken by these words. */
export const certainties = ['原文', '转述', '工作总结', '实测', '记忆', '设计', '未查到'] as const;
export type Certainty = (typeof certainties)[number];

/** Numbers of these certainties must be checked against the local document before anybody relies on them (rules.md §0). */
export const unverified = ['记忆', '设计', '未查到'] as const satisfies readonly Certainty[];

export const isUnverified = (certainty: Certainty): boolean =>
  (unverified as readonly Certainty[]).includes(certainty);
