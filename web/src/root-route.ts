import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet, redirect } from '@tanstack/react-router';
import { installationQuery } from './api/index.ts';
import { FailedPage, NotFoundPage } from './errors/index.ts';
import { loadWords } from './i18n/index.ts';
import { paths } from './paths.ts';

/** Before anything else: an installation that is not set up shows its set-up, and nothing but that. */
export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  beforeLoad: async ({ context, location }) => {
    const [installation] = await Promise.all([
      context.queryClient.ensureQueryData(installationQuery),
      loadWords('errors'),
    ]);
    const atSetup = location.pathname === paths.setup;
    if (!installation.done && !atSetup) throw redirect({ to: paths.setup });
    if (installation.done && atSetup) throw redirect({ to: paths.home });
    return { installation };
  },
  component: Outlet,
  errorComponent: FailedPage,
  notFoundComponent: NotFoundPage,
});
