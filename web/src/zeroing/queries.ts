import type { ZeroingExplanation, ZeroingItems, ZeroingLeftView, ZeroingView } from '@lanzha/contract';
import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { api, client } from '../api/index.ts';

/** Figures are read again each minute; the list stays as it is until the person asks for a new one. */
export const sheetQuery = api.zeroing.sheet.queryOptions({ refetchInterval: 60_000 });

const itemsKey = ['zeroing', 'items'] as const;
const leftKey = ['zeroing', 'left'] as const;
const still = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;
const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [_ in K]?: V };

export const itemsQuery = (view: ZeroingView, unit: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...itemsKey, { view, unit }],
    queryFn: ({ pageParam, signal }) =>
      client.zeroing.items({ view, ...optional('unit', unit), ...optional('cursor', pageParam) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    ...still,
  });

export const leftQuery = (day: string, view: ZeroingLeftView, unit: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...leftKey, { day, view, unit }],
    queryFn: ({ pageParam, signal }) =>
      client.zeroing.left(
        { day, view, ...optional('unit', unit), ...optional('cursor', pageParam) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    ...still,
  });

/** The figures, not the list: a row that was just dealt with stays under the hand. */
export const refreshFigures = (queryClient: QueryClient): Promise<unknown> =>
  queryClient.invalidateQueries({ queryKey: api.zeroing.key() });

/** Puts an explanation into the row that it belongs to, where the row stands. */
export const showExplanation = (
  queryClient: QueryClient,
  warning: string,
  explanation: ZeroingExplanation,
): void => {
  queryClient.setQueriesData<InfiniteData<ZeroingItems>>({ queryKey: itemsKey }, (known) =>
    mapItems(known, (item) => (item.warning.id === warning ? { ...item, explanation } : item)),
  );
};

/** Counts a push in the rows that were pushed: one, or those of a unit that nobody explained. */
export const showPush = (
  queryClient: QueryClient,
  of: { readonly warning: string } | { readonly unit: string },
  at: string,
): void => {
  queryClient.setQueriesData<InfiniteData<ZeroingItems>>({ queryKey: itemsKey }, (known) =>
    mapItems(known, (item) => {
      const meant =
        'warning' in of
          ? item.warning.id === of.warning
          : item.warning.unit.id === of.unit && item.explanation === null && item.pushes === null;
      return meant ? { ...item, pushes: { count: (item.pushes?.count ?? 0) + 1, lastAt: at } } : item;
    }),
  );
};

type Item = ZeroingItems['items'][number];
const mapItems = (known: InfiniteData<ZeroingItems> | undefined, change: (item: Item) => Item) =>
  known === undefined
    ? undefined
    : { ...known, pages: known.pages.map((page) => ({ ...page, items: page.items.map(change) })) };
