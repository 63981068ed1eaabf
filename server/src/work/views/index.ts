export { arrangeViews, readArrangement } from './arrangement.ts';
export type { ViewsDesk } from './desk.ts';
export { pruneViews } from './prune.ts';
export { readViews } from './rows.ts';
export { changeView, createView, removeView, restoreView } from './service.ts';
