import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';

export const serviceKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.serviceKeys,
  loader: () => loadWords('service-keys'),
  component: lazyRouteComponent(() => import('./service-keys-page.tsx'), 'ServiceKeysPage'),
});
