export { backfillSearch } from './backfill.ts';
export { createSearch, listFound, pruneSearches, type SearchDeps, type Searching } from './search-service.ts';
