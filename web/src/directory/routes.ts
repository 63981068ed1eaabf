import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { type DirectorySearch, readDirectorySearch } from './search.ts';

export const directoryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.directory,
  staticData: { useSearchHint: () => useTranslation('directory').t('search') },
  validateSearch: (raw: DirectorySearch & SearchSchemaInput): DirectorySearch => readDirectorySearch(raw),
  loader: () => loadWords('directory'),
  component: lazyRouteComponent(() => import('./directory-page.tsx'), 'DirectoryPage'),
});
