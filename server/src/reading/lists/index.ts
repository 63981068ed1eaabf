export { exportPages, prepareExport } from './export-warnings.ts';
export type { ReadingDesk } from './find-ids.ts';
export { listAllWarnings } from './list-warnings.ts';
export { readRows } from './rows.ts';
export { csvOf, workbookOf } from './table-files.ts';
