import { api } from './client.ts';

/** Whose installation this is, whether it is a drill, and whether its first set-up is done. Needs no session. */
export const installationQuery = api.setup.state.queryOptions({ staleTime: Number.POSITIVE_INFINITY });
