export type { BoardDesk } from './count.ts';
export { listRecords } from './list-records.ts';
export { readBoard } from './read-board.ts';
