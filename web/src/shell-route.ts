import { createRoute, redirect } from '@tanstack/react-router';
import { loadWords } from './i18n/index.ts';
import { paths } from './paths.ts';
import { rootRoute } from './root-route.ts';
import { requireSession } from './session/index.ts';

/** Around every page of work: rail, top bar, live connection. router.ts gives it its looks. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const me = await requireSession(location.href);
    if (me.mustChangePassword) throw redirect({ to: paths.password });
    if (me.secondFactor.mustEnrol) throw redirect({ to: paths.secondFactor });
    return { me };
  },
  loader: () => loadWords('shell', 'session', 'live', 'notify', 'operation', 'drill'),
});
