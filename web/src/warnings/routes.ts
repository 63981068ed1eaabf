import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { detailQuery, listQuery } from './queries.ts';
import { type DeskSearch, readDeskSearch } from './search.ts';

const desk = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.warnings,
  staticData: { useSearchHint: () => useTranslation('warnings').t('search') },
  validateSearch: (raw: DeskSearch & SearchSchemaInput): DeskSearch => readDeskSearch(raw),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    // Asked for at once and awaited by nobody: the page is there before its rows.
    void context.queryClient.prefetchInfiniteQuery(listQuery(deps));
    return loadWords('warnings', 'signals', 'params', 'loans');
  },
  component: lazyRouteComponent(() => import('./desk-page.tsx'), 'DeskPage'),
});

const nothingOpen = createRoute({
  getParentRoute: () => desk,
  path: '/',
  component: lazyRouteComponent(() => import('./detail/nothing-open.tsx'), 'NothingOpen'),
});

const warning = createRoute({
  getParentRoute: () => desk,
  path: '$id',
  staticData: { oneThing: true },
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(detailQuery(params.id));
  },
  component: lazyRouteComponent(() => import('./detail/detail-pane.tsx'), 'DetailPane'),
});

export const warningsRoute = desk.addChildren([nothingOpen, warning]);
