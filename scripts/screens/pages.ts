import type { Account, Centre } from '../../e2e/harness.ts';

/** A page to look at. `as` is who looks; a path may need what the centre holds. */
export type Screen = {
  name: string;
  path: string | ((centre: Centre) => Promise<string>);
  as: 'nobody' | 'officer' | 'admin';
  /** Taken before the first set-up is done. */
  beforeSetUp?: true;
};

/** Every page of the interface. A new page gets a row here; then it is on the contact sheet and checked by axe. */
export const screens: readonly Screen[] = [
  { name: 'setup', path: '/setup', as: 'nobody', beforeSetUp: true },
  { name: 'sign-in', path: '/sign-in', as: 'nobody' },
  { name: 'warnings', path: '/warnings', as: 'officer' },
  { name: 'warning', path: richestWarning, as: 'officer' },
  { name: 'warnings-empty', path: '/warnings?state=closed', as: 'officer' },
  { name: 'directory', path: '/directory', as: 'admin' },
  { name: 'password', path: '/password', as: 'officer' },
  { name: 'not-found', path: '/no-such-page', as: 'officer' },
  { name: 'no-permission', path: '/warnings', as: 'admin' },
];

/** The warning with the most to see. */
async function richestWarning(centre: Centre): Promise<string> {
  const client = await centre.signIn(centre.officer);
  const { items } = await client.get<{ items: { id: string; evidenceCount: number }[] }>(
    '/warnings?limit=50',
  );
  const [richest] = items.sort((a, b) => b.evidenceCount - a.evidenceCount);
  if (richest === undefined) throw new Error('there is no warning to look at');
  return `/warnings/${richest.id}`;
}

export const pathOf = async ({ path }: Screen, centre: Centre): Promise<string> =>
  typeof path === 'string' ? path : path(centre);

export const accountOf = (screen: Screen, centre: Centre): { account?: Account } =>
  screen.as === 'nobody' ? {} : { account: centre[screen.as] };
