import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';

export const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.account,
  loader: () => loadWords('account', 'session'),
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
});
