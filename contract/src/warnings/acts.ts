/** Acts on a warning; each is one row of the transition table in server/src/work/warnings/lifecycle.ts. */
export const warningActs = [
  'assign',
  'sign',
  'contact',
  'meet',
  'transfer',
  'accept',
  'return',
  'close',
  'reopen',
] as const;
export type WarningAct = (typeof warningActs)[number];
