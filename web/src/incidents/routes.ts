import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type IncidentsSearch, readIncidentsSearch } from './search.ts';

export const incidentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.incidents,
  validateSearch: (raw: IncidentsSearch & SearchSchemaInput): IncidentsSearch => readIncidentsSearch(raw),
  loader: () => loadWords('incidents'),
  component: lazyRouteComponent(() => import('./incidents-page.tsx'), 'IncidentsPage'),
});

export const incidentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.incident,
  staticData: { oneThing: true },
  loader: () => loadWords('incidents'),
  component: lazyRouteComponent(() => import('./incident-page.tsx'), 'IncidentPage'),
});
