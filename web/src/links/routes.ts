import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type LinksSearch, readLinksSearch } from './search.ts';

export const linksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.links,
  staticData: { useSearchHint: () => useTranslation('links').t('search') },
  validateSearch: (raw: LinksSearch & SearchSchemaInput): LinksSearch => readLinksSearch(raw),
  loader: () => loadWords('links', 'signals'),
  component: lazyRouteComponent(() => import('./links-page.tsx'), 'LinksPage'),
});
