export type { ShiftDeps, ShiftDesk } from './desk.ts';
export { readDutyNow } from './duty-now.ts';
export { findShift } from './find-shift.ts';
export { countNotesUnder } from './kept-notes.ts';
export { listPast } from './past.ts';
export { copyWeek, planShift, readRoster } from './plan.ts';
export { closePost, createPost, findPost, listEligible, listPosts } from './posts.ts';
export * as service from './service.ts';
export { notesPurpose } from './words.ts';
