import type { LiveEvent } from '@lanzha/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useLive } from '../live/index.ts';
import { refreshNotices } from './queries.ts';

/** Counts anew when the live stream says that a notice came or was read elsewhere. */
export const useNoticeNews = (): void => {
  const queryClient = useQueryClient();
  const hear = useCallback(
    ({ type }: LiveEvent) => {
      if (type === 'notice.changed' || type === 'reset') refreshNotices(queryClient);
    },
    [queryClient],
  );
  useLive(hear);
};
