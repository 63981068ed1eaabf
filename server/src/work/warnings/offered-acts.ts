import type { Act, Level, WarningAct, WarningState } from '@lanzha/contract';
import { mayReturn, mayTry, type Waiting } from './lifecycle.ts';

/** The permission behind each act. Moving a warning to others is for the desk: hand-overs are reviewed (rules.md §6.3). */
export const permissionFor = {
  assign: 'warnings.assign',
  sign: 'warnings.handle',
  contact: 'warnings.handle',
  meet: 'warnings.handle',
  transfer: 'warnings.assign',
  accept: 'warnings.assign',
  return: 'warnings.handle',
  close: 'warnings.handle',
  reopen: 'warnings.handle',
} as const satisfies Record<WarningAct, Act>;

const order = {
  new: ['assign', 'transfer', 'close'],
  dispatched: ['sign', 'return', 'assign', 'transfer', 'close'],
  signed: ['contact', 'meet', 'close', 'assign', 'transfer', 'return'],
  contacting: ['contact', 'meet', 'close', 'assign', 'transfer', 'return'],
  contacted: ['close', 'meet', 'contact', 'assign', 'transfer', 'return'],
  met: ['close', 'contact', 'meet', 'assign', 'transfer', 'return'],
  closed: ['reopen'],
} as const satisfies Record<WarningState, readonly WarningAct[]>;

export interface Offered {
  readonly state: WarningState;
  readonly level: Level;
  readonly otherOpen: boolean;
  /** A transfer that waits, and whether this person asked for it. */
  readonly waiting: Waiting;
  readonly asked: boolean;
  /** It lies with a unit that may give it back to the desk. */
  readonly dispatchedHere: boolean;
  /** What is recommended, the most useful first. */
  readonly recommended: readonly WarningAct[];
}

/** Acts to offer now, the recommended ones first: a high warning is met before it is closed (practice.md W4). */
export function offeredActs(warning: Offered, acts: readonly Act[]): WarningAct[] {
  const { state, waiting, recommended } = warning;
  const answering: readonly WarningAct[] = waiting === 'outside' ? ['accept', 'return'] : [];
  const possible = [...new Set([...answering, ...order[state]])].filter(
    (act) => mayTry(state, act) && acts.includes(permissionFor[act]) && makesSense(act, warning, acts),
  );
  const rank = (act: WarningAct) =>
    recommended.includes(act) ? recommended.indexOf(act) : recommended.length;
  return possible.toSorted((a, b) => rank(a) - rank(b));
}

function makesSense(act: WarningAct, warning: Offered, acts: readonly Act[]): boolean {
  const { state, waiting, asked, dispatchedHere, otherOpen } = warning;
  switch (act) {
    case 'reopen':
      return !otherOpen;
    case 'transfer':
      return waiting === null;
    case 'accept':
      return waiting === 'outside' && !asked;
    case 'return': {
      if (waiting === 'outside') return asked || acts.includes('warnings.assign');
      // The desk assigns; who cannot gives back.
      if (waiting === null && acts.includes('warnings.assign')) return false;
      return mayReturn(state, { waiting, dispatchedHere });
    }
    default:
      return true;
  }
}
