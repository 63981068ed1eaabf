import { api } from '../api/index.ts';

/** Read when the page opens and when somebody asks: cards do not move under a thumb. */
export const tasksQuery = api.tasks.list.queryOptions({
  staleTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});
