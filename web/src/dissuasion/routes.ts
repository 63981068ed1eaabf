import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type DissuasionSearch, readDissuasionSearch } from './search.ts';

export const dissuasionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.dissuasion,
  validateSearch: (raw: DissuasionSearch & SearchSchemaInput): DissuasionSearch => readDissuasionSearch(raw),
  loader: () => loadWords('dissuasion', 'warnings'),
  component: lazyRouteComponent(() => import('./dissuasion-page.tsx'), 'DissuasionPage'),
});
