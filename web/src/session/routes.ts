import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { rootRoute } from '../root-route.ts';
import { requireSession } from './require-session.ts';

type SignInSearch = { back?: string; expired?: true };

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.signIn,
  validateSearch: ({ back, expired }: Record<string, unknown>): SignInSearch => ({
    ...(typeof back === 'string' ? { back } : {}),
    ...(expired === true ? { expired } : {}),
  }),
  loader: () => loadWords('session'),
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
});

/** Outside the shell: somebody with a first password sees nothing else before choosing an own one. */
export const passwordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.password,
  beforeLoad: ({ location }) => requireSession(location.href),
  loader: () => loadWords('session'),
  component: lazyRouteComponent(() => import('./password-page.tsx'), 'PasswordPage'),
});

/** Outside the shell as well: when it is due, nothing else is open. After the change of a first password. */
export const secondFactorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.secondFactor,
  beforeLoad: async ({ location }) => {
    const me = await requireSession(location.href);
    if (me.mustChangePassword) throw redirect({ to: paths.password });
  },
  loader: () => loadWords('session'),
  component: lazyRouteComponent(() => import('./second-factor-page.tsx'), 'SecondFactorPage'),
});
