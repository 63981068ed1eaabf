import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type OperationSearch, readOperationSearch } from './search.ts';

export const operationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.operation,
  validateSearch: (raw: OperationSearch & SearchSchemaInput): OperationSearch => readOperationSearch(raw),
  loader: () => loadWords('operation'),
  component: lazyRouteComponent(() => import('./operation-page.tsx'), 'OperationPage'),
});
