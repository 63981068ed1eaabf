import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { api, client } from '../api/index.ts';

const pageSize = 30;
const listKey = ['notify', 'list'] as const;

export const noticesQuery = (unreadOnly: boolean) =>
  infiniteQueryOptions({
    queryKey: [...listKey, unreadOnly],
    queryFn: ({ pageParam, signal }) =>
      client.notify.list(
        {
          state: unreadOnly ? 'unread' : 'all',
          limit: pageSize,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** The live stream says when it changed; asking now and then is the net below it. */
export const unreadQuery = api.notify.unread.queryOptions({ refetchInterval: 120_000 });

export const refreshNotices = (queryClient: QueryClient): void => {
  void queryClient.invalidateQueries({ queryKey: listKey });
  void queryClient.invalidateQueries({ queryKey: api.notify.unread.key() });
};
