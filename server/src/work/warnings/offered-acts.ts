import type { Act, Level, WarningAct, WarningState } from '@lanzha/contract';
import { mayTry } from './lifecycle.ts';

/** The permission behind each act. Moving a warning to others is for the desk: hand-overs are reviewed (rules.md §6.3). */
export const permissionFor = {
  assign: 'warnings.assign',
  sign: 'warnings.handle',
  contact: 'warnings.handle',
  meet: 'warnings.handle',
  transfer: 'warnings.assign',
  close: 'warnings.handle',
  reopen: 'warnings.handle',
} as const satisfies Record<WarningAct, Act>;

const order = {
  new: ['assign', 'transfer', 'close'],
  dispatched: ['sign', 'assign', 'transfer', 'close'],
  signed: ['contact', 'meet', 'close', 'assign', 'transfer'],
  contacting: ['contact', 'meet', 'close', 'assign', 'transfer'],
  contacted: ['close', 'meet', 'contact', 'assign', 'transfer'],
  met: ['close', 'contact', 'meet', 'assign', 'transfer'],
  closed: ['reopen'],
} as const satisfies Record<WarningState, readonly WarningAct[]>;

/** Acts to offer now, the most useful first: a high warning is met before it is closed (practice.md W4). */
export function offeredActs(
  warning: { state: WarningState; level: Level; otherOpen: boolean },
  acts: readonly Act[],
): WarningAct[] {
  const offered = order[warning.state].filter(
    (act) =>
      mayTry(warning.state, act) &&
      acts.includes(permissionFor[act]) &&
      !(act === 'reopen' && warning.otherOpen),
  );
  const meetFirst = warning.state === 'contacted' && (warning.level === 'urgent' || warning.level === 'high');
  return meetFirst ? offered.toSorted((a, b) => Number(b === 'meet') - Number(a === 'meet')) : offered;
}
