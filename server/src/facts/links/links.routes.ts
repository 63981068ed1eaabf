import { contract } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import {
  addLink,
  answerObjections,
  changeLink,
  findLink,
  findLinks,
  importLinks,
  type KnownLists,
  type LinksDeps,
  type LinksDesk,
  liftLink,
  listLinks,
  objectToLink,
  readLinkTable,
  restoreLink,
  revealLink,
} from './index.ts';

/** The endpoints of contract.links. What changes a list acts in this process before it is answered. */
export function linksRoutes({ vault, params, lists }: LinksDeps & { readonly lists: KnownLists }) {
  const on = implementing(contract.links);
  const reading = signedIn('links.read');
  const managing = signedIn('links.manage');
  const at = (tx: Tx, actor: Actor): LinksDesk => ({ vault, params, tx, actor, now: new Date() });
  const applied = async <T>(result: T): Promise<T> => {
    await lists.refresh().catch(() => undefined); // it is committed; the next look takes it over
    return result;
  };
  return on.router({
    list: on.list
      .use(reading)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listLinks(at(tx, context.person), input)),
      ),
    find: on.find
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => findLinks(at(tx, context.person), input))),
      ),
    get: on.get
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => findLink(at(tx, context.person), input.id))),
      ),
    add: on.add
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        applied(
          orRefuse(errors, await context.inTransaction((tx) => addLink(at(tx, context.person), input))),
        ),
      ),
    import: on.import.use(managing).handler(async ({ input, context, errors }) => {
      const table = orRefuse(errors, await readLinkTable(input));
      return applied(
        orRefuse(
          errors,
          await context.inTransaction((tx) => importLinks(at(tx, context.person), input, table)),
        ),
      );
    }),
    change: on.change
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        applied(
          orRefuse(errors, await context.inTransaction((tx) => changeLink(at(tx, context.person), input))),
        ),
      ),
    lift: on.lift
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        applied(
          orRefuse(errors, await context.inTransaction((tx) => liftLink(at(tx, context.person), input))),
        ),
      ),
    restore: on.restore
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        applied(
          orRefuse(errors, await context.inTransaction((tx) => restoreLink(at(tx, context.person), input))),
        ),
      ),
    object: on.object
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => objectToLink(at(tx, context.person), input))),
      ),
    answer: on.answer
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => answerObjections(at(tx, context.person), input)),
        ),
      ),
    reveal: on.reveal
      .use(signedIn('links.manage'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => revealLink(at(tx, context.person), input))),
      ),
  });
}
