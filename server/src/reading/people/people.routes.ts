import { contract } from '@lanzha/contract';
import { machine } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { countOthers, findPeople, findPersonWarnings, readPerson } from './index.ts';

interface PeopleDeps {
  readonly vault: Vault;
  readonly params: Params;
}

export function peopleRoutes(deps: PeopleDeps) {
  const on = implementing(contract.people);
  return on.router({
    get: on.get.use(signedIn('warnings.read')).handler(async ({ input: { id }, context, errors }) => {
      const { person: actor, db } = context;
      const own = await context.inTransaction((tx) => findPersonWarnings(tx, actor, id));
      if (own === undefined) throw errors.NOT_FOUND();
      const outside = await db.inTransaction(machine, (tx) => countOthers(tx, own));
      return context.inTransaction((tx) =>
        readPerson({ ...deps, tx, actor, now: new Date() }, id, own, outside),
      );
    }),
    found: on.found
      .use(signedIn('vault.search'))
      .handler(async ({ input: { handle }, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) =>
            findPeople({ vault: deps.vault, tx, actor: context.person, now: new Date() }, handle),
          ),
        ),
      ),
  });
}
