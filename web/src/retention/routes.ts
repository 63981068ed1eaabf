import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';

export const retentionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.retention,
  loader: () => loadWords('retention'),
  component: lazyRouteComponent(() => import('./retention-page.tsx'), 'RetentionPage'),
});
