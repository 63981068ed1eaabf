/** Why a warning is still open at the hour of zeroing (practice.md W7). */
export const zeroingReasons = [
  'just_received',
  'not_reached',
  'appointment',
  'refuses',
  'away',
  'verifying',
  'waiting_reply',
  'transfer_pending',
  'short_of_people',
  'other',
] as const;
export type ZeroingReason = (typeof zeroingReasons)[number];

/** Parts of the sheet of a day. `carried`: received before the last hour and still open. */
export const zeroingViews = ['open', 'unexplained', 'explained', 'carried', 'closed'] as const;
export type ZeroingView = (typeof zeroingViews)[number];

/** Parts of what a day that is over left behind. */
export const zeroingLeftViews = ['left', 'unexplained', 'explained', 'late'] as const;
export type ZeroingLeftView = (typeof zeroingLeftViews)[number];
