import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';

export const vaultRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.vault,
  loader: () => loadWords('vault'),
  component: lazyRouteComponent(() => import('./figures-page.tsx'), 'FiguresPage'),
});
