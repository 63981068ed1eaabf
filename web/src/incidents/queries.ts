import type { IncidentDetail, LiveEvent } from '@lanzha/contract';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, keepNewer } from '../api/index.ts';
import { useLive } from '../live/index.ts';

export const detailQuery = (id: string) =>
  api.incidents.get.queryOptions({ input: { id }, structuralSharing: keepNewer });

export const keepIncident = (queryClient: QueryClient, incident: IncidentDetail): void => {
  queryClient.setQueryData(detailQuery(incident.id).queryKey, incident);
  void queryClient.invalidateQueries({ queryKey: api.incidents.list.key() });
  void queryClient.invalidateQueries({ queryKey: api.incidents.ofWarning.key() });
};

/** Somebody else works on it: what is on screen follows. `id` undefined: any of them. */
export const useIncidentNews = (id?: string): void => {
  const queryClient = useQueryClient();
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.type === 'reset' || (event.type === 'incident.changed' && (id ?? event.id) === event.id))
        void queryClient.invalidateQueries({ queryKey: api.incidents.key() });
    },
    [id, queryClient],
  );
  useLive(hear);
};
