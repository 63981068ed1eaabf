export { confirmClock } from './clock-check.ts';
export { forgetWhatIsDue } from './forget.ts';
export { listHolds, placeHold, releaseHold } from './holds.ts';
export { listLog } from './log.ts';
export { previewRetention } from './preview.ts';
export type { Forgetting } from './run.ts';
