import type { QueryClient } from '@tanstack/react-query';
import { api } from '../api/index.ts';

/** Who is on duty changes while nobody looks. */
export const nowQuery = api.shifts.now.queryOptions({ refetchInterval: 30_000 });
export const postsQuery = api.shifts.posts.queryOptions({ staleTime: 60_000 });

/** After an act everything about shifts may be different, and warnings may have changed hands. */
export const refreshShifts = (queryClient: QueryClient): Promise<unknown> =>
  Promise.all(
    [api.shifts.key(), api.warnings.key(), ['warnings', 'list']].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
