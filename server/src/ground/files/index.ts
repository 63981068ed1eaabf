export type { MaskPeople } from './mask-words.ts';
export { countMissingContent } from './missing-content.ts';
export { readScanner, type Scanner } from './scanner.ts';
export { openStore, type Store } from './store.ts';
export { readZipNames } from './zip-directory.ts';
