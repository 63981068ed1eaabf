import type { WarningAct } from '@lanzha/contract';

/** One key an act; the same wherever it is offered. */
export const actKeys = {
  sign: 'S',
  contact: 'C',
  meet: 'M',
  close: 'E',
  assign: 'A',
  transfer: 'T',
  reopen: 'R',
} as const satisfies Record<WarningAct, string>;

export const actForKey = (key: string): WarningAct | undefined =>
  (Object.keys(actKeys) as WarningAct[]).find((act) => actKeys[act].toLowerCase() === key);

/**
 * What may be opened now. While a step is on its way its answer may allow more than is known yet, so
 * that one can go on typing; the server still decides.
 */
export const mayOpen = (act: WarningAct, offered: readonly WarningAct[], pending: boolean): boolean =>
  offered.includes(act) || (pending && act !== 'sign' && act !== 'reopen');
