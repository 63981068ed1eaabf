import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type ApprovalsSearch, readApprovalsSearch } from './search.ts';

export const approvalsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.approvals,
  validateSearch: (raw: ApprovalsSearch & SearchSchemaInput): ApprovalsSearch => readApprovalsSearch(raw),
  loader: () => loadWords('approvals', 'params'),
  component: lazyRouteComponent(() => import('./approvals-page.tsx'), 'ApprovalsPage'),
});
