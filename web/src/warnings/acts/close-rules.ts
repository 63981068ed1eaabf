import type { Outcome, WarningDetail } from '@lanzha/contract';

/** Money can only have been saved where somebody was about to pay (rules.md §6.3). */
export const maySave = (outcome: Outcome): boolean =>
  outcome === 'dissuaded' || outcome === 'cheated' || outcome === 'refused';

/** Which reason the server will ask for with this outcome, so that it is asked before sending; null = none. */
export const asksReason = (
  outcome: Outcome,
  { level, clock }: Pick<WarningDetail, 'level' | 'clock'>,
): 'meet' | 'mismatch' | 'duplicate' | null => {
  if (outcome === 'not_matched') return 'mismatch';
  if (outcome === 'duplicate') return 'duplicate';
  const toMeet = (level === 'urgent' || level === 'high') && clock.metAt === null;
  return toMeet && (outcome === 'dissuaded' || outcome === 'refused') ? 'meet' : null;
};
