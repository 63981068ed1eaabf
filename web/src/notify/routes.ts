import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type NotifySearch, readNotifySearch } from './search.ts';

export const notifyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.notify,
  validateSearch: (raw: NotifySearch & SearchSchemaInput): NotifySearch => readNotifySearch(raw),
  loader: () => loadWords('notify'),
  component: lazyRouteComponent(() => import('./notify-page.tsx'), 'NotifyPage'),
});
