import { contract } from '@lanzha/contract';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import { getScript, listScripts, listVersions, writeScript } from './scripts.ts';

/** The endpoints of contract.scripts. Whoever works on warnings reads them. */
export function scriptsRoutes() {
  const on = implementing(contract.scripts);
  return on.router({
    list: on.list
      .use(signedIn('warnings.read'))
      .handler(({ context }) => context.inTransaction((tx) => listScripts({ tx }))),
    get: on.get
      .use(signedIn('warnings.read'))
      .handler(({ input, context }) => context.inTransaction((tx) => getScript({ tx }, input.type))),
    versions: on.versions
      .use(signedIn('scripts.manage'))
      .handler(({ input, context }) => context.inTransaction((tx) => listVersions({ tx }, input.type))),
    change: on.change
      .use(signedIn('scripts.manage'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) =>
            writeScript({ tx, actor: context.person, now: new Date() }, input),
          ),
        ),
      ),
    reset: on.reset
      .use(signedIn('scripts.manage'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) =>
            writeScript({ tx, actor: context.person, now: new Date() }, { ...input, text: null }),
          ),
        ),
      ),
  });
}
