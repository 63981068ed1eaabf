import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { listQuery, viewsQuery } from './queries.ts';
import { type ListSearch, readListSearch } from './search.ts';

export const listsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.lists,
  staticData: { useSearchHint: () => useTranslation('lists').t('search') },
  validateSearch: (raw: ListSearch & SearchSchemaInput): ListSearch => readListSearch(raw),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    // Asked for at once and awaited by nobody: the page is there before its rows.
    void context.queryClient.prefetchQuery(viewsQuery);
    void context.queryClient.prefetchInfiniteQuery(listQuery(deps));
    return loadWords('lists');
  },
  component: lazyRouteComponent(() => import('./lists-page.tsx'), 'ListsPage'),
});
