import type { Me } from '@lanzha/contract';
import { redirect } from '@tanstack/react-router';
import { codeOf, queryClient } from '../api/index.ts';
import { paths } from '../paths.ts';
import { meQuery } from './me.ts';

/** For a route's `beforeLoad`: whoever is not signed in signs in first and comes back. */
export const requireSession = async (href: string): Promise<Me> => {
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (codeOf(error) !== 'UNAUTHORIZED') throw error;
    throw redirect({ to: paths.signIn, search: href === paths.home ? {} : { back: href } });
  }
};
