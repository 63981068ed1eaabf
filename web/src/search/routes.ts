import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';

const page = lazyRouteComponent(() => import('./search-page.tsx'), 'SearchPage');

const asking = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.search,
  loader: () => loadWords('search'),
  component: page,
});

const found = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.found,
  loader: () => loadWords('search'),
  component: page,
});

export const searchRoutes = [asking, found] as const;
