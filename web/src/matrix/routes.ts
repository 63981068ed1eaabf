import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type MatrixSearch, readMatrixSearch } from './search.ts';

export const matrixRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.matrix,
  validateSearch: (raw: MatrixSearch & SearchSchemaInput): MatrixSearch => readMatrixSearch(raw),
  loader: () => loadWords('matrix'),
  component: lazyRouteComponent(() => import('./matrix-page.tsx'), 'MatrixPage'),
});
