import { contract } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import {
  explainWarning,
  listDays,
  listItems,
  listLeft,
  pushUnit,
  pushWarning,
  readDay,
  readSheet,
  type ZeroingDeps,
  type ZeroingDesk,
} from './index.ts';

/** The endpoints of contract.zeroing; every one runs in one transaction under the person's scope. */
export function zeroingRoutes({ vault, params }: ZeroingDeps) {
  const on = implementing(contract.zeroing);
  const reading = signedIn('zeroing.read');
  const explaining = signedIn('zeroing.explain');
  const pushing = signedIn('zeroing.push');
  const at = (tx: Tx, actor: Actor): ZeroingDesk => ({ vault, params, tx, actor, now: new Date() });
  return on.router({
    sheet: on.sheet
      .use(reading)
      .handler(({ context }) => context.inTransaction((tx) => readSheet(at(tx, context.person)))),
    items: on.items
      .use(reading)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listItems(at(tx, context.person), input)),
      ),
    explain: on.explain
      .use(explaining)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => explainWarning(at(tx, context.person), input))),
      ),
    push: on.push
      .use(pushing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => pushWarning(at(tx, context.person), input.warning)),
        ),
      ),
    pushUnit: on.pushUnit
      .use(pushing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => pushUnit(at(tx, context.person), input.unit))),
      ),
    days: on.days
      .use(reading)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listDays(at(tx, context.person), input)),
      ),
    day: on.day
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => readDay(at(tx, context.person), input.day))),
      ),
    left: on.left
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => listLeft(at(tx, context.person), input))),
      ),
  });
}
