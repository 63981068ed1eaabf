import { contract } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import { createSearch, listFound, type SearchDeps, type Searching } from './index.ts';

export function searchRoutes({ vault, params }: SearchDeps) {
  const on = implementing(contract.search);
  const searching = signedIn('vault.search');
  const at = (tx: Tx, actor: Actor): Searching => ({ vault, params, tx, actor, now: new Date() });
  return on.router({
    create: on.create
      .use(searching)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => createSearch(at(tx, context.person), input))),
      ),
    list: on.list
      .use(searching)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => listFound(at(tx, context.person), input))),
      ),
  });
}
