import type { WarningAct } from '@lanzha/contract';

/** One key an act; the same wherever it is offered. */
export const actKeys = {
  sign: 'S',
  contact: 'C',
  meet: 'M',
  close: 'E',
  assign: 'A',
  transfer: 'T',
  accept: 'P',
  return: 'B',
  reopen: 'R',
} as const satisfies Record<WarningAct, string>;

export const actForKey = (key: string): WarningAct | undefined =>
  (Object.keys(actKeys) as WarningAct[]).find((act) => actKeys[act].toLowerCase() === key);
