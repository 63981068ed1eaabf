import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type AuditSearch, readAuditSearch } from './search.ts';

export const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.audit,
  validateSearch: (raw: AuditSearch & SearchSchemaInput): AuditSearch => readAuditSearch(raw),
  loader: () => loadWords('audit'),
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
});
