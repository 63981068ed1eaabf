import { contract } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { refuse } from '../../ground/refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import {
  closePost,
  copyWeek,
  createPost,
  findPost,
  findShift,
  listEligible,
  listPast,
  listPosts,
  planShift,
  readDutyNow,
  readRoster,
  type ShiftDeps,
  type ShiftDesk,
  service,
} from './index.ts';

/** The endpoints of contract.shifts; every one runs in one transaction under the person's scope. */
export function shiftsRoutes({ vault, params }: ShiftDeps) {
  const on = implementing(contract.shifts);
  const reading = signedIn('shifts.read');
  const taking = signedIn('shifts.take');
  const planning = signedIn('shifts.plan');
  const at = (tx: Tx, actor: Actor): ShiftDesk => ({ vault, params, tx, actor, now: new Date() });
  return on.router({
    now: on.now
      .use(reading)
      .handler(({ context }) => context.inTransaction((tx) => readDutyNow(at(tx, context.person)))),
    open: on.open
      .use(taking)
      .handler(({ context }) => context.inTransaction((tx) => service.readOpen(at(tx, context.person)))),
    posts: on.posts
      .use(reading)
      .handler(({ context }) => context.inTransaction((tx) => listPosts(tx, context.person))),
    createPost: on.createPost
      .use(planning)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => createPost(tx, context.person, input))),
      ),
    closePost: on.closePost
      .use(planning)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => closePost(tx, input.id))),
      ),
    people: on.people.use(reading).handler(async ({ input, context, errors }) =>
      orRefuse(
        errors,
        await context.inTransaction(async (tx) => {
          const post = await findPost(tx, input.id);
          return post === undefined ? refuse('NOT_FOUND') : listEligible(tx, post.unit.id);
        }),
      ),
    ),
    roster: on.roster
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => readRoster(at(tx, context.person), input))),
      ),
    plan: on.plan
      .use(planning)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => planShift(at(tx, context.person), input))),
      ),
    copyWeek: on.copyWeek
      .use(planning)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => copyWeek(at(tx, context.person), input))),
      ),
    get: on.get
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => findShift(at(tx, context.person), input.id))),
      ),
    past: on.past
      .use(reading)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listPast(at(tx, context.person), input)),
      ),
    signOn: on.signOn
      .use(taking)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => service.signOn(at(tx, context.person), input))),
      ),
    handOver: on.handOver
      .use(taking)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.handOver(at(tx, context.person), input)),
        ),
      ),
    takeBack: on.takeBack
      .use(taking)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.takeBack(at(tx, context.person), input)),
        ),
      ),
    confirm: on.confirm
      .use(taking)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.confirmShift(at(tx, context.person), input)),
        ),
      ),
    untake: on.untake
      .use(taking)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.giveBack(at(tx, context.person), input)),
        ),
      ),
    endAlone: on.endAlone
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.endAlone(at(tx, context.person), input)),
        ),
      ),
    cancel: on.cancel
      .use(planning)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.cancelShift(at(tx, context.person), input)),
        ),
      ),
    acknowledge: on.acknowledge
      .use(planning)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => service.acknowledgeShift(at(tx, context.person), input)),
        ),
      ),
  });
}
