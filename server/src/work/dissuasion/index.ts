export {
  type ContactFact,
  type Corrected,
  correctContact,
  type NewContact,
  readContactFacts,
  readContacts,
  type Told,
  takeBackContact,
  writeContact,
} from './contacts.ts';
export { dissuasionFailureOf } from './failure.ts';
export { followUpClocks, reviewClocks } from './fire-clocks.ts';
export { readFollowUp, readFollowUpsOf } from './follow-up-rows.ts';
export {
  cancelFollowUps,
  type Finished,
  type FinishRefusal,
  finishFollowUp,
  planFollowUps,
  takeBackFollowUps,
} from './follow-ups.ts';
export { listFollowUps } from './list-follow-ups.ts';
export { closeReview, isReviewedSince, listReviews, openReview, takeBackReviews } from './reviews.ts';
export { reopenFollowUp, type UndoFinishRefusal } from './undo-finish.ts';
