import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { readZeroingSearch, type ZeroingSearch } from './search.ts';

export const zeroingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.zeroing,
  validateSearch: (raw: ZeroingSearch & SearchSchemaInput): ZeroingSearch => readZeroingSearch(raw),
  loader: () => loadWords('zeroing'),
  component: lazyRouteComponent(() => import('./zeroing-page.tsx'), 'ZeroingPage'),
});
