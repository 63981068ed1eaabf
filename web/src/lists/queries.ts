import type { ListRow } from '@lanzha/contract';
import { type InfiniteData, infiniteQueryOptions, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { api, client } from '../api/index.ts';
import { filterOf, type ListSearch, sortOf } from './search.ts';

type Page = { items: ListRow[]; next: string | null; total: number | null; asOf: string };
export type RowsQuery = UseInfiniteQueryResult<InfiniteData<Page>>;

export const pageSize = 100;
/** The server counts no further than one beyond this. */
export const countedAtMost = 10_000;

/** The table moves only when the person moves it: it is read again when asked for, not by itself. */
export const listQuery = (search: ListSearch) => {
  const asked = { ...filterOf(search), sort: sortOf(search) };
  return infiniteQueryOptions({
    queryKey: ['lists', 'warnings', asked],
    queryFn: ({ pageParam, signal }) =>
      client.lists.warnings(
        { ...asked, limit: pageSize, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
};

export const viewsQuery = api.views.list.queryOptions({ staleTime: 60_000 });
