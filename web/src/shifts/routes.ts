import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { readShiftsSearch, type ShiftsSearch } from './search.ts';

export const shiftsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.shifts,
  staticData: { useSearchHint: () => useTranslation('shifts').t('search') },
  validateSearch: (raw: ShiftsSearch & SearchSchemaInput): ShiftsSearch => readShiftsSearch(raw),
  loader: () => loadWords('shifts'),
  component: lazyRouteComponent(() => import('./shifts-page.tsx'), 'ShiftsPage'),
});
