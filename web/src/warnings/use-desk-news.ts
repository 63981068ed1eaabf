import type { LiveEvent } from '@lanzha/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '../live/index.ts';
import { refreshDetail, refreshLists } from './queries.ts';

/** Many events within this time ask the server once. */
const gather = 800;

/** Refreshes what the live stream speaks of: the open warning at once, lists and counts gathered. */
export const useDeskNews = (open: string | undefined): void => {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hear = useCallback(
    (event: LiveEvent) => {
      if (open !== undefined && (event.type === 'reset' || event.id === open))
        void refreshDetail(queryClient, open);
      if (timer.current !== undefined) return;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        refreshLists(queryClient);
      }, gather);
    },
    [open, queryClient],
  );
  useLive(hear);
};
