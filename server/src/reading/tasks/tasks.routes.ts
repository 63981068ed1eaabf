import { contract } from '@lanzha/contract';
import type { Params } from '../../ground/params/index.ts';
import { implementing, signedIn } from '../../ground/session/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { listTasks } from './index.ts';

export function tasksRoutes(deps: { readonly vault: Vault; readonly params: Params }) {
  const on = implementing(contract.tasks);
  return on.router({
    list: on.list
      .use(signedIn('warnings.handle'))
      .handler(({ context }) =>
        context.inTransaction((tx) => listTasks({ ...deps, tx, actor: context.person, now: new Date() })),
      ),
  });
}
