import { type Approval, contract } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import { createBuckets } from '../http/index.ts';
import { isRefusal, refuse } from '../refusal/index.ts';
import { implementing, orRefuse, type SignedInContext, signedIn } from '../session/index.ts';
import { approve, approveAlone, refuseRequest, withdraw } from './decide.ts';
import { handlerOf } from './handler.ts';
import { getApproval, listApprovals, toApproval } from './list-approvals.ts';
import type { ApprovalsDeps } from './request.ts';
import type { ApprovalRow } from './rows.ts';

export function approvalsRoutes(deps: ApprovalsDeps) {
  const on = implementing(contract.approvals);
  const reading = signedIn('approvals.read');
  const tries = createBuckets(5, 60_000);
  const show = async (context: SignedInContext, row: ApprovalRow): Promise<Approval> => {
    if (row.state === 'approved') await handlerOf(deps.handlers, row.payload.kind).afterwards?.();
    return context.inTransaction((tx) => toApproval(tx, deps, context.person, row, new Date()));
  };
  return on.router({
    list: on.list
      .use(reading)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listApprovals(tx, deps, context.person, input.view)),
      ),
    counts: on.counts.use(reading).handler(({ context }) =>
      context.inTransaction(async (tx) => ({
        todo: (await listApprovals(tx, deps, context.person, 'todo')).length,
        mine: (await listApprovals(tx, deps, context.person, 'mine')).length,
      })),
    ),
    get: on.get.use(reading).handler(async ({ input, context, errors }) => {
      const found = await context.inTransaction((tx) => getApproval(tx, deps, context.person, input.id));
      return orRefuse(errors, found ?? refuse('NOT_FOUND'));
    }),
    approve: on.approve.use(reading).handler(async ({ input, context, errors }) => {
      const done = await context.inTransaction((tx) => approve(tx, deps, context.person, input));
      return show(context, orRefuse(errors, done));
    }),
    refuse: on.refuse.use(reading).handler(async ({ input, context, errors }) => {
      const done = await context.inTransaction((tx) => refuseRequest(tx, deps, context.person, input));
      return show(context, orRefuse(errors, done));
    }),
    withdraw: on.withdraw.use(reading).handler(async ({ input, context, errors }) => {
      const done = await context.inTransaction((tx) => withdraw(tx, deps, context.person, input));
      return show(context, orRefuse(errors, done));
    }),
    emergency: on.emergency.use(reading).handler(async ({ input, context, errors }) => {
      const { person } = context;
      const wait = tries.take(person.id);
      if (wait > 0) throw errors.TOO_MANY_REQUESTS({ data: { retryAfter: wait } });
      const done = await context.inTransaction((tx) => approveAlone(tx, deps, person, input));
      // The refusal undid its own transaction; that somebody tried stays.
      if (isRefusal(done))
        await context.inTransaction((tx) =>
          recordAudit(tx, {
            actor: person.id,
            unitId: person.unitId,
            event: 'approval.emergency',
            ok: false,
            target: input.id,
            detail: { refused: done.code },
          }),
        );
      return show(context, orRefuse(errors, done));
    }),
  });
}
