export { backfillSearch } from './backfill.ts';
export { searchedTooOften } from './limit.ts';
export {
  createSearch,
  findSearch,
  listFound,
  pruneSearches,
  type SearchDeps,
  type Searching,
} from './search-service.ts';
