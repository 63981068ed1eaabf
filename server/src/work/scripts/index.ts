export type { ScriptsDesk } from './scripts.ts';
