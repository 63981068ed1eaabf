import type { Contract } from '@lanzha/contract';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { contract } from './contract.ts';
import { isPresent } from './presence.ts';

type Client = JsonifiedClient<ContractRouterClient<Contract>>;

let csrf = '';
/** The token of the session, from `GET /session`; goes back with every request that changes something. */
export const rememberCsrf = (token: string): void => {
  csrf = token;
};

/** For requests that go beside the contract's client: uploads. */
export const csrfToken = (): string => csrf;

const link = new OpenAPILink(contract, {
  url: () => new URL('/api/v1', location.origin).href,
  headers: () => ({
    ...(csrf === '' ? {} : { 'x-csrf-token': csrf }),
    ...(isPresent() ? {} : { 'x-lanzha-background': '1' }),
  }),
});

/** Every endpoint of the contract as a function; refusals are thrown as `ORPCError` with the contract's code. */
export const client: Client = createORPCClient(link);
/** The same endpoints as options for TanStack Query. */
export const api = createTanstackQueryUtils(client);
