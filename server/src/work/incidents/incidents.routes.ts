import { contract } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import type { IncidentsDeps, IncidentsDesk } from './desk.ts';
import { findIncident } from './detail.ts';
import { listIncidents, listOfWarning } from './list.ts';
import { openIncident } from './open.ts';
import { openPlain } from './plain.ts';
import { recordElements } from './record.ts';
import { answerReview, askReview } from './reviews.ts';
import { collect, handOver } from './steps.ts';
import { addTransfer, recordTransfer, strikeTransfer } from './transfers.ts';

/** The endpoints of contract.incidents; every one runs in one transaction under the person's scope. */
export function incidentsRoutes(deps: IncidentsDeps) {
  const on = implementing(contract.incidents);
  const at = (tx: Tx, actor: Actor): IncidentsDesk => ({ ...deps, tx, actor, now: new Date() });
  return on.router({
    list: on.list
      .use(signedIn('incidents.read'))
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listIncidents(at(tx, context.person), input)),
      ),
    get: on.get
      .use(signedIn('incidents.read'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => findIncident(at(tx, context.person), input.id))),
      ),
    ofWarning: on.ofWarning
      .use(signedIn('incidents.read'))
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listOfWarning(at(tx, context.person), input.warning)),
      ),
    open: on.open
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => openIncident(at(tx, context.person), input))),
      ),
    record: on.record
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => recordElements(at(tx, context.person), input))),
      ),
    addTransfer: on.addTransfer
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => addTransfer(at(tx, context.person), input))),
      ),
    recordTransfer: on.recordTransfer
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => recordTransfer(at(tx, context.person), input))),
      ),
    strikeTransfer: on.strikeTransfer
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => strikeTransfer(at(tx, context.person), input))),
      ),
    collect: on.collect
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => collect(at(tx, context.person), input))),
      ),
    handOver: on.handOver
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => handOver(at(tx, context.person), input))),
      ),
    askReview: on.askReview
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => askReview(at(tx, context.person), input))),
      ),
    answerReview: on.answerReview
      .use(signedIn('incidents.review'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => answerReview(at(tx, context.person), input))),
      ),
    plain: on.plain
      .use(signedIn('incidents.write'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => openPlain(at(tx, context.person), input))),
      ),
  });
}
