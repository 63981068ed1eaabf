import { contract } from '@lanzha/contract';
import { finishAndFollow } from '../../flows/finish-follow-up.ts';
import { closeReviewMasked, listFollowUpsMasked, listReviewsMasked } from '../../flows/look-again.ts';
import { undoFollowUp } from '../../flows/undo-follow-up.ts';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import type { DissuasionDeps, DissuasionDesk } from './desk.ts';
import { dissuasionFigures } from './figures.ts';

/** The endpoints of contract.dissuasion; every one runs in one transaction under the person's scope. */
export function dissuasionRoutes(deps: DissuasionDeps) {
  const on = implementing(contract.dissuasion);
  const at = (tx: Tx, actor: Actor): DissuasionDesk => ({ ...deps, tx, actor, now: new Date() });
  return on.router({
    followUps: on.followUps
      .use(signedIn('warnings.read'))
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listFollowUpsMasked(at(tx, context.person), input)),
      ),
    finishFollowUp: on.finishFollowUp
      .use(signedIn('warnings.handle'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => finishAndFollow(at(tx, context.person), input))),
      ),
    undoFollowUp: on.undoFollowUp
      .use(signedIn('warnings.handle'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => undoFollowUp(at(tx, context.person), input))),
      ),
    reviews: on.reviews
      .use(signedIn('warnings.read'))
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listReviewsMasked(at(tx, context.person), input)),
      ),
    closeReview: on.closeReview
      .use(signedIn('dissuasion.review'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => closeReviewMasked(at(tx, context.person), input)),
        ),
      ),
    figures: on.figures
      .use(signedIn('warnings.read'))
      .handler(({ input, context }) =>
        context.inTransaction((tx) => dissuasionFigures(tx, input.from, input.to)),
      ),
  });
}
