import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type RecordsSearch, readRecordsSearch } from './search.ts';

const boardRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.board,
  loader: () => loadWords('board'),
  component: lazyRouteComponent(() => import('./board-page.tsx'), 'BoardPage'),
});

const recordsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.boardRecords,
  validateSearch: (raw: RecordsSearch & SearchSchemaInput): RecordsSearch => readRecordsSearch(raw),
  loader: () => loadWords('board'),
  component: lazyRouteComponent(() => import('./records-page.tsx'), 'RecordsPage'),
});

export const boardRoutes = [boardRoute, recordsRoute] as const;
