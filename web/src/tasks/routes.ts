import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';
import { tasksQuery } from './queries.ts';

export const tasksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.tasks,
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(tasksQuery);
    return loadWords('tasks');
  },
  component: lazyRouteComponent(() => import('./tasks-page.tsx'), 'TasksPage'),
});
