import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { readScriptsSearch, type ScriptsSearch } from './search.ts';

export const scriptsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.scripts,
  validateSearch: (raw: ScriptsSearch & SearchSchemaInput): ScriptsSearch => readScriptsSearch(raw),
  loader: () => loadWords('scripts'),
  component: lazyRouteComponent(() => import('./scripts-page.tsx'), 'ScriptsPage'),
});
