import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';

export const drillRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.drill,
  loader: () => loadWords('drill'),
  component: lazyRouteComponent(() => import('./drill-page.tsx'), 'DrillPage'),
});
