export type { PreparedLine } from './prepare.ts';
export { openPreparing, type Preparing } from './preparing.ts';
