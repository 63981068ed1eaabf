export { confirmClock } from './clock-check.ts';
export { type Forgetting, forgetWhatIsDue } from './forget.ts';
export { listHolds, placeHold, releaseHold } from './holds.ts';
export { listLog } from './log.ts';
export { previewRetention } from './preview.ts';
