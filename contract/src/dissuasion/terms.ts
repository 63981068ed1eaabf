import type { ContactMethod } from '../terms.ts';

/** Why an attempt did not reach the person, or why who was reached did not listen. */
export const contactFailures = [
  'no_answer',
  'hung_up',
  'refused',
  'wrong_number',
  'powered_off',
  'not_home',
  'convinced_by_scammer',
  'already_transferred',
  'other',
] as const;
export type ContactFailure = (typeof contactFailures)[number];

/** Why dissuasion failed (rules.md §6.3, failed_reason): such a failure goes up to the leader of the unit by itself. */
export const dissuasionFailures = [
  'refused',
  'hung_up',
  'not_home',
  'convinced_by_scammer',
  'already_transferred',
] as const satisfies readonly ContactFailure[];
export type DissuasionFailure = (typeof dissuasionFailures)[number];

/** What the person thought after being reached. */
export const contactResults = ['believes', 'doubts', 'refuses', 'transferred'] as const;
export type ContactResult = (typeof contactResults)[number];

/** On what ground somebody else than the person is spoken to (PIPL 13(4), 18; rules.md §6.3, U6). */
export const contactBases = ['consent', 'emergency'] as const;
export type ContactBasis = (typeof contactBases)[number];
export const methodsOnBasis = ['family', 'third_party'] as const satisfies readonly ContactMethod[];
export const needsBasis = (method: ContactMethod): boolean =>
  (methodsOnBasis as readonly ContactMethod[]).includes(method);

export const followUpResults = ['safe', 'contacted_again', 'cheated', 'not_reached'] as const;
export type FollowUpResult = (typeof followUpResults)[number];
export const followUpStates = ['open', 'done', 'cancelled'] as const;
export type FollowUpState = (typeof followUpStates)[number];

/** 四必查 (rules.md §6.3). */
export const reviewKinds = ['dissuasion_failed', 'large_loss', 'community', 'place'] as const;
export type ReviewKind = (typeof reviewKinds)[number];
export const reviewStates = ['open', 'closed', 'withdrawn'] as const;
/** What a review found: the way of working, never a fault of the victim (rules.md U9). */
export const reviewFindings = [
  'too_late',
  'not_met',
  'words_missed',
  'no_follow_up',
  'not_shared',
  'all_done',
  'mistaken',
] as const;
export type ReviewFinding = (typeof reviewFindings)[number];
