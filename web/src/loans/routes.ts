import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type LoansSearch, readLoansSearch } from './search.ts';

export const loansRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.loans,
  validateSearch: (raw: LoansSearch & SearchSchemaInput): LoansSearch => readLoansSearch(raw),
  loader: () => loadWords('loans'),
  component: lazyRouteComponent(() => import('./loans-page.tsx'), 'LoansPage'),
});
