import { contract } from '@lanzha/contract';
import { closeAndCollect, undoAndTakeBack } from '../../flows/cheated-to-incident.ts';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { createWordSearches } from '../../ground/http/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import { countOpenWarnings } from './count-open.ts';
import type { Desk, WarningsDeps } from './desk.ts';
import { findWarning } from './find-warning.ts';
import { listWaitingTransfers } from './list-transfers.ts';
import { listWarnings } from './list-warnings.ts';
import { permissionFor } from './offered-acts.ts';
import { pauseDuty, resumeDuty } from './pause-clock.ts';
import { listQuiet } from './quiet.ts';
import { readTraces } from './read-traces.ts';
import { revealField } from './reveal.ts';
import * as service from './service.ts';

/** The endpoints of contract.warnings; every one runs in one transaction under the person's scope. */
export function warningsRoutes(deps: WarningsDeps) {
  const on = implementing(contract.warnings);
  const searching = createWordSearches();
  const at = (tx: Tx, actor: Actor): Desk => ({ ...deps, tx, actor, now: new Date() });
  return on.router({
    list: on.list.use(signedIn('warnings.read')).handler(({ input, context, errors }) => {
      orRefuse(errors, searching(context.person.id, input.q));
      return context.inTransaction((tx) => listWarnings(at(tx, context.person), input));
    }),
    counts: on.counts
      .use(signedIn('warnings.read'))
      .handler(({ context }) => context.inTransaction((tx) => countOpenWarnings(at(tx, context.person)))),
    trace: on.trace
      .use(signedIn('warnings.read'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => readTraces({ tx }, input.id))),
      ),
    get: on.get
      .use(signedIn('warnings.read'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => findWarning(at(tx, context.person), input.id))),
      ),
    assign: on.assign
      .use(signedIn(permissionFor.assign))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.assignWarning(at(tx, context.person), input)),
        ),
      ),
    sign: on.sign
      .use(signedIn(permissionFor.sign))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.signWarning(at(tx, context.person), input)),
        ),
      ),
    contact: on.contact
      .use(signedIn(permissionFor.contact))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.recordContact(at(tx, context.person), input)),
        ),
      ),
    meet: on.meet
      .use(signedIn(permissionFor.meet))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.recordMeeting(at(tx, context.person), input)),
        ),
      ),
    transfer: on.transfer
      .use(signedIn(permissionFor.transfer))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.transferWarning(at(tx, context.person), input)),
        ),
      ),
    accept: on.accept
      .use(signedIn(permissionFor.accept))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.acceptTransfer(at(tx, context.person), input)),
        ),
      ),
    return: on.return
      .use(signedIn(permissionFor.return))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.returnWarning(at(tx, context.person), input)),
        ),
      ),
    close: on.close
      .use(signedIn(permissionFor.close))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => closeAndCollect(at(tx, context.person), input))),
      ),
    reopen: on.reopen
      .use(signedIn(permissionFor.reopen))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.reopenWarning(at(tx, context.person), input)),
        ),
      ),
    correct: on.correct
      .use(signedIn('warnings.handle'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.correctContactRecord(at(tx, context.person), input)),
        ),
      ),
    liftQuiet: on.liftQuiet
      .use(signedIn('warnings.handle'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.liftQuietPeriod(at(tx, context.person), input)),
        ),
      ),
    transfers: on.transfers
      .use(signedIn('warnings.read'))
      .handler(({ context }) => context.inTransaction((tx) => listWaitingTransfers(at(tx, context.person)))),
    quiet: on.quiet
      .use(signedIn('warnings.read'))
      .handler(({ context }) => context.inTransaction((tx) => listQuiet(at(tx, context.person)))),
    pause: on.pause
      .use(signedIn('warnings.handle'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => pauseDuty(at(tx, context.person), input))),
      ),
    resume: on.resume
      .use(signedIn('warnings.handle'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => resumeDuty(at(tx, context.person), input))),
      ),
    undo: on.undo
      .use(signedIn('warnings.handle'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => undoAndTakeBack(at(tx, context.person), input))),
      ),
    reveal: on.reveal
      .use(signedIn('vault.reveal'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => revealField(at(tx, context.person), input))),
      ),
  });
}
