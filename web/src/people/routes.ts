import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { shellRoute } from '../shell-route.ts';

const person = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.person,
  staticData: { oneThing: true },
  loader: () => loadWords('people', 'warnings'),
  component: lazyRouteComponent(() => import('./person-page.tsx'), 'PersonPage'),
});

const found = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.people,
  loader: () => loadWords('people'),
  component: lazyRouteComponent(() => import('./found-page.tsx'), 'FoundPage'),
});

export const peopleRoutes = [person, found] as const;
