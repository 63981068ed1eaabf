import { contract } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import {
  arrangeViews,
  changeView,
  createView,
  readArrangement,
  readViews,
  removeView,
  restoreView,
  type ViewsDesk,
} from './index.ts';

/** Who may read warnings may keep views of them; a view shows nothing that its reader does not see anyway. */
export function viewsRoutes({ vault }: { vault: Vault }) {
  const on = implementing(contract.views);
  const keeping = signedIn('warnings.read');
  const at = (tx: Tx, actor: Actor): ViewsDesk => ({ tx, actor, vault });
  return on.router({
    list: on.list.use(keeping).handler(({ context }) =>
      context.inTransaction(async (tx) => {
        const desk = at(tx, context.person);
        const views = await readViews(desk);
        return { views, arrangement: await readArrangement(desk, views) };
      }),
    ),
    create: on.create
      .use(keeping)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => createView(at(tx, context.person), input))),
      ),
    change: on.change
      .use(keeping)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => changeView(at(tx, context.person), input))),
      ),
    remove: on.remove
      .use(keeping)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => removeView(at(tx, context.person), input))),
      ),
    restore: on.restore
      .use(keeping)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => restoreView(at(tx, context.person), input))),
      ),
    arrange: on.arrange
      .use(keeping)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => arrangeViews(at(tx, context.person), input))),
      ),
  });
}
