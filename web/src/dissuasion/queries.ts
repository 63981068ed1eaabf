import type { QueryClient } from '@tanstack/react-query';
import { api } from '../api/index.ts';

export const followUpsKey = ['dissuasion', 'follow-ups'] as const;
export const reviewsKey = ['dissuasion', 'reviews'] as const;

/** After something was noted: lists, reviews and the warnings themselves may be different. */
export const refreshDissuasion = (queryClient: QueryClient): Promise<unknown> =>
  Promise.all(
    [followUpsKey, reviewsKey, api.dissuasion.key(), api.warnings.key(), ['warnings', 'list']].map(
      (queryKey) => queryClient.invalidateQueries({ queryKey: [...queryKey] }),
    ),
  );
