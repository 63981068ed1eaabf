import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { rootRoute } from '../root-route.ts';

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.setup,
  loader: () => loadWords('setup', 'session'),
  component: lazyRouteComponent(() => import('./setup-page.tsx'), 'SetupPage'),
});
