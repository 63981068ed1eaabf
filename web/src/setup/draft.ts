/** Everything that the set-up asks, flat, so that going back a step loses nothing. */
export const emptyDraft = {
  code: '',
  county: '',
  countyName: '',
  centerName: '',
  stationsByTown: true,
  adminName: '',
  adminUsername: '',
  adminPassword: '',
  securityName: '',
  securityUsername: '',
  securityPassword: '',
  officerName: '',
  officerUsername: '',
  officerPassword: '',
};
export type Draft = typeof emptyDraft;

export const steps = ['code', 'county', 'center', 'accounts'] as const;
export type Step = (typeof steps)[number];

/** What each step must hold before the next; in the order of the page. */
export const fieldsOf = {
  code: ['code'],
  county: ['county'],
  center: ['centerName'],
  accounts: [
    'adminName',
    'adminUsername',
    'adminPassword',
    'securityName',
    'securityUsername',
    'securityPassword',
    'officerName',
    'officerUsername',
    'officerPassword',
  ],
} as const satisfies Record<Step, readonly (keyof Draft)[]>;

/** The contract's pattern for user names. */
export const usernamePattern = /^[a-z][a-z0-9._-]{2,39}$/;

export const toRequest = (draft: Draft) => ({
  code: draft.code.trim(),
  county: draft.county,
  centerName: draft.centerName.trim(),
  stationsByTown: draft.stationsByTown,
  admin: {
    name: draft.adminName.trim(),
    username: draft.adminUsername.trim(),
    password: draft.adminPassword,
  },
  security: {
    name: draft.securityName.trim(),
    username: draft.securityUsername.trim(),
    password: draft.securityPassword,
  },
  officer: {
    name: draft.officerName.trim(),
    username: draft.officerUsername.trim(),
    password: draft.officerPassword,
  },
});

type Blame = { step: Step; field: keyof Draft; sentence: 'code' | 'county' | 'username' | 'weak' };
/** Which field a refusal of `POST /setup` speaks of; null when it is about the whole. */
export const blamed = (code: string, account: unknown): Blame | null => {
  if (code === 'WRONG_CODE') return { step: 'code', field: 'code', sentence: 'code' };
  if (code === 'UNKNOWN_PLACE') return { step: 'county', field: 'county', sentence: 'county' };
  if (code === 'SAME_USERNAME') return { step: 'accounts', field: 'officerUsername', sentence: 'username' };
  if (code === 'WEAK_PASSWORD') {
    const field =
      account === 'officer'
        ? 'officerPassword'
        : account === 'security'
          ? 'securityPassword'
          : 'adminPassword';
    return { step: 'accounts', field, sentence: 'weak' };
  }
  return null;
};
