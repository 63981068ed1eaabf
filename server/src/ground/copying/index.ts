export { type Copied, CopyError, copyDatabase } from './copy-database.ts';
