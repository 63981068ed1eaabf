import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { readStaffSearch, type StaffSearch } from './search.ts';

export const staffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.staff,
  staticData: { useSearchHint: () => useTranslation('staff').t('search') },
  validateSearch: (raw: StaffSearch & SearchSchemaInput): StaffSearch => readStaffSearch(raw),
  loader: () => loadWords('staff'),
  component: lazyRouteComponent(() => import('./staff-page.tsx'), 'StaffPage'),
});

export const staffMemberRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.staffMember,
  loader: () => loadWords('staff'),
  component: lazyRouteComponent(() => import('./member-page.tsx'), 'MemberPage'),
});
