import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type ParamsSearch, readParamsSearch } from './search.ts';

export const paramsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.params,
  staticData: { useSearchHint: () => useTranslation('params').t('search') },
  validateSearch: (raw: ParamsSearch & SearchSchemaInput): ParamsSearch => readParamsSearch(raw),
  loader: () => loadWords('params'),
  component: lazyRouteComponent(() => import('./params-page.tsx'), 'ParamsPage'),
});
