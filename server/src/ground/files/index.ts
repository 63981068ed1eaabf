export { readScanner, type Scanner } from './scanner.ts';
export { openStore, type Store } from './store.ts';
