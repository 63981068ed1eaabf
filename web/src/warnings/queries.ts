import type { WarningDetail, WarningSummary } from '@lanzha/contract';
import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { api, client, keepNewer } from '../api/index.ts';
import { type DeskSearch, toListInput } from './search.ts';

const pageSize = 100;
type Page = { items: WarningSummary[]; next: string | null; total: number };
type Pages = { pages: Page[]; pageParams: (string | undefined)[] };

const listKey = ['warnings', 'list'] as const;

/** One question of the desk, page after page. */
export const listQuery = (search: DeskSearch) =>
  infiniteQueryOptions({
    queryKey: [...listKey, toListInput(search)],
    queryFn: ({ pageParam, signal }) =>
      client.warnings.list(
        {
          ...toListInput(search),
          limit: pageSize,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const detailQuery = (id: string) =>
  api.warnings.get.queryOptions({ input: { id }, structuralSharing: keepNewer });
export const countsQuery = api.warnings.counts.queryOptions({ refetchInterval: 60_000 });

export const refreshLists = (queryClient: QueryClient): void => {
  void queryClient.invalidateQueries({ queryKey: listKey });
  void queryClient.invalidateQueries({ queryKey: api.warnings.counts.key() });
};
export const refreshDetail = (queryClient: QueryClient, id: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: detailQuery(id).queryKey });

/** After an act: the answer is the newest truth for the open warning and for its row in every list. */
export const keepDetail = (queryClient: QueryClient, detail: WarningDetail): void => {
  queryClient.setQueryData(detailQuery(detail.id).queryKey, detail);
  queryClient.setQueriesData<Pages>({ queryKey: listKey }, (pages) => pages && withRow(pages, detail));
};

const withRow = (pages: Pages, row: WarningSummary): Pages => ({
  ...pages,
  pages: pages.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === row.id && item.version <= row.version ? row : item)),
  })),
});
