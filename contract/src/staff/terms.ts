import type { UnitKind } from '../terms.ts';

/** What a unit names a contact for (practice.md D6, G19; rules.md §3.1). */
export const contactFunctions = [
  'anti_fraud_liaison',
  'stop_payment_24x7',
  'operator_liaison',
  'platform_liaison',
  'school_contact',
  'property_contact',
  'case_contact',
  'office_contact',
] as const;
export type ContactFunction = (typeof contactFunctions)[number];

export const contactRanks = ['A', 'B'] as const;
export type ContactRank = (typeof contactRanks)[number];

/** Which contacts a unit of a kind has to name; A and B for those who must answer day and night (rules.md §3.1). */
export const neededContacts: Readonly<
  Partial<Record<UnitKind, readonly { function: ContactFunction; ranks: readonly ContactRank[] }[]>>
> = {
  bank: [{ function: 'stop_payment_24x7', ranks: ['A', 'B'] }],
  payment_institution: [{ function: 'stop_payment_24x7', ranks: ['A', 'B'] }],
  bank_branch: [{ function: 'anti_fraud_liaison', ranks: ['A'] }],
  operator: [{ function: 'operator_liaison', ranks: ['A', 'B'] }],
  internet_platform: [{ function: 'platform_liaison', ranks: ['A'] }],
  police_station: [{ function: 'anti_fraud_liaison', ranks: ['A'] }],
  town_government: [{ function: 'anti_fraud_liaison', ranks: ['A'] }],
  member_unit: [{ function: 'anti_fraud_liaison', ranks: ['A'] }],
  education_bureau: [{ function: 'anti_fraud_liaison', ranks: ['A'] }],
  school: [{ function: 'school_contact', ranks: ['A'] }],
  property_company: [{ function: 'property_contact', ranks: ['A'] }],
  court: [{ function: 'case_contact', ranks: ['A'] }],
  procuratorate: [{ function: 'case_contact', ranks: ['A'] }],
};

export const entryKinds = ['secondment', 'training', 'qualification'] as const;
export type EntryKind = (typeof entryKinds)[number];
