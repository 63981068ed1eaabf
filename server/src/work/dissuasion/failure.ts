import {
  type ContactFailure,
  type ContactResult,
  type DissuasionFailure,
  dissuasionFailures,
} from '@lanzha/contract';

const isFailure = (failed: string | null): failed is DissuasionFailure =>
  (dissuasionFailures as readonly (string | null)[]).includes(failed);

/** Whether this attempt says that dissuasion failed, and why; null for mere silence at the other end (rules.md §6.3). */
export function dissuasionFailureOf(contact: {
  readonly reached: boolean;
  readonly failed: ContactFailure | null;
  readonly result: ContactResult | null;
}): DissuasionFailure | null {
  const { reached, failed, result } = contact;
  if (reached) {
    if (result === 'transferred') return 'already_transferred';
    if (result !== 'refuses') return null;
    return failed === 'convinced_by_scammer' ? failed : 'refused';
  }
  return isFailure(failed) ? failed : null;
}
