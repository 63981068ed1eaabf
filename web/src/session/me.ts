import type { Me } from '@lanzha/contract';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { client, codeOf, queryClient, rememberCsrf, tuneClock } from '../api/index.ts';

const take = async (ask: () => Promise<Me>): Promise<Me> => {
  const asked = Date.now();
  const me = await ask();
  tuneClock(me.serverTime, asked, Date.now());
  rememberCsrf(me.csrf);
  return me;
};

/** Who is signed in; asked once and kept until the session changes. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => take(() => client.session.get()),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/** For pages inside the shell, which is not shown before somebody is signed in. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** Asks anew: after something about the person or their session has changed. */
export const refreshMe = (): Promise<Me> => queryClient.fetchQuery({ ...meQuery, staleTime: 0 });

export type Proof = { totp?: string; recoveryCode?: string };

let fresh = false;
/** True once after a sign-in on this page: the moment to tell of the one before. */
export const takeFreshSignIn = (): boolean => {
  const was = fresh;
  fresh = false;
  return was;
};

export const signIn = (username: string, password: string, proof: Proof): Promise<Me> =>
  begin(() => client.session.create({ username, password, ...proof }));

/** In a drill: as anybody whose account was handed out. */
export const stepIn = (username: string): Promise<Me> => begin(() => client.drillDoor.enter({ username }));

const begin = async (ask: () => Promise<Me>): Promise<Me> => {
  const before = queryClient.getQueryData(meQuery.queryKey);
  const me = await take(ask);
  // Nothing that another person has read may stay on this computer.
  if (before?.id !== me.id) queryClient.clear();
  queryClient.setQueryData(meQuery.queryKey, me);
  fresh = true;
  return me;
};

export const changePassword = async (current: string, next: string): Promise<void> => {
  queryClient.setQueryData(
    meQuery.queryKey,
    await take(() => client.session.changePassword({ current, next })),
  );
};

/** Also where it was over already. */
export const signOut = async (): Promise<void> => {
  await client.session.delete().catch((error: unknown) => {
    if (codeOf(error) !== 'UNAUTHORIZED') throw error;
  });
  rememberCsrf('');
  queryClient.clear();
};
