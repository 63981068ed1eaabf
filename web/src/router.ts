import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import './route-data.ts';
import { queryClient } from './api/index.ts';
import { directoryRoute } from './directory/index.ts';
import { FailedPage, NotFoundPage, Waiting } from './errors/index.ts';
import { paths } from './paths.ts';
import { rootRoute } from './root-route.ts';
import { passwordRoute, signInRoute } from './session/index.ts';
import { setupRoute } from './setup/index.ts';
import { shellRoute } from './shell-route.ts';
import { warningsRoute } from './warnings/index.ts';

const shell = () => import('./shell/index.ts');

/** Whoever comes to the door is led to the first room of the own role. */
const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.home,
  beforeLoad: async ({ context }) => {
    const [room] = (await shell()).roomsFor(context.me.acts);
    if (room !== undefined) throw redirect({ to: room.path, replace: true });
  },
  component: lazyRouteComponent(shell, 'NoRoom'),
});

shellRoute.update({ component: lazyRouteComponent(shell, 'ShellLayout') });

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    setupRoute,
    signInRoute,
    passwordRoute,
    shellRoute.addChildren([homeRoute, warningsRoute, directoryRoute]),
  ]),
  context: { queryClient },
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 300,
  defaultPendingMinMs: 0,
  defaultPreload: 'intent',
  // What is read is kept by TanStack Query; the router keeps nothing of its own.
  defaultPreloadStaleTime: 0,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
