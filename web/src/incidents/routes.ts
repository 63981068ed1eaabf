import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type IncidentsSearch, readIncidentsSearch } from './search.ts';

export const incidentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.incidents,
  staticData: { useSearchHint: () => useTranslation('incidents').t('byNumber') },
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
