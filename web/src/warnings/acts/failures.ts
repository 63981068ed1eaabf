/** Why somebody was not reached, as the contract names it. */
export const failures = [
  'no_answer',
  'hung_up',
  'refused',
  'wrong_number',
  'powered_off',
  'not_home',
  'other',
] as const;
export type Failure = (typeof failures)[number];
