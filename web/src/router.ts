import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import './route-data.ts';
import { accountRoute } from './account/index.ts';
import { queryClient } from './api/index.ts';
import { approvalsRoute } from './approvals/index.ts';
import { auditRoute } from './audit/index.ts';
import { boardRoutes } from './board/index.ts';
import { directoryRoute } from './directory/index.ts';
import { dissuasionRoute } from './dissuasion/index.ts';
import { drillRoute } from './drill/index.ts';
import { FailedPage, NotFoundPage, Waiting } from './errors/index.ts';
import { incidentRoute, incidentsRoute } from './incidents/index.ts';
import { linksRoute } from './links/index.ts';
import { listsRoute } from './lists/index.ts';
import { loansRoute } from './loans/index.ts';
import { matrixRoute } from './matrix/index.ts';
import { notifyRoute } from './notify/index.ts';
import { operationRoute } from './operation/index.ts';
import { paramsRoute } from './params/index.ts';
import { paths } from './paths.ts';
import { peopleRoutes } from './people/index.ts';
import { retentionRoute } from './retention/index.ts';
import { rootRoute } from './root-route.ts';
import { scriptsRoute } from './scripts/index.ts';
import { searchRoutes } from './search/index.ts';
import { serviceKeysRoute } from './service-keys/index.ts';
import { passwordRoute, secondFactorRoute, signInRoute } from './session/index.ts';
import { setupRoute } from './setup/index.ts';
import { shellRoute } from './shell-route.ts';
import { shiftsRoute } from './shifts/index.ts';
import { staffMemberRoute, staffRoute } from './staff/index.ts';
import { tasksRoute } from './tasks/index.ts';
import { vaultRoute } from './vault/index.ts';
import { warningsRoute } from './warnings/index.ts';
import { zeroingRoute } from './zeroing/index.ts';

const shell = () => import('./shell/index.ts');

/** Whoever comes to the door is led to the first room of the own role. */
const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.home,
  beforeLoad: async ({ context }) => {
    const home = (await shell()).homeFor(context.me);
    if (home !== undefined) throw redirect({ to: home, replace: true });
  },
  component: lazyRouteComponent(shell, 'NoRoom'),
});

shellRoute.update({ component: lazyRouteComponent(shell, 'ShellLayout') });

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    setupRoute,
    signInRoute,
    passwordRoute,
    secondFactorRoute,
    shellRoute.addChildren([
      homeRoute,
      warningsRoute,
      zeroingRoute,
      ...boardRoutes,
      drillRoute,
      dissuasionRoute,
      incidentsRoute,
      incidentRoute,
      scriptsRoute,
      ...searchRoutes,
      listsRoute,
      ...peopleRoutes,
      tasksRoute,
      vaultRoute,
      retentionRoute,
      directoryRoute,
      paramsRoute,
      approvalsRoute,
      serviceKeysRoute,
      accountRoute,
      notifyRoute,
      operationRoute,
      auditRoute,
      linksRoute,
      loansRoute,
      matrixRoute,
      shiftsRoute,
      staffRoute,
      staffMemberRoute,
    ]),
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
