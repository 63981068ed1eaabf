/** States of a duty shift (practice.md W15). */
export const shiftStates = [
  'planned',
  'on_duty',
  'handing_over',
  'handed_over',
  'ended_without_successor',
  'cancelled',
] as const;
export type ShiftState = (typeof shiftStates)[number];

/** What people do with a shift; each is one row of the table in server/src/work/shifts/lifecycle.ts. */
export const shiftActs = ['sign_on', 'hand_over', 'take_back', 'confirm', 'end_alone', 'cancel'] as const;
export type ShiftAct = (typeof shiftActs)[number];

/** A keeps the desk, B stands beside (rules.md §3.1 speaks of A/B for contacts; desks do the same). */
export const shiftRoles = ['A', 'B'] as const;
export type ShiftRole = (typeof shiftRoles)[number];
