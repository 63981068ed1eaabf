import { contract } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import { machine, type Tx } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { inTransactionOrRefusal } from '../../ground/refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import { sealReason, type Vault } from '../../ground/vault/index.ts';
import { confirmClock, listHolds, listLog, placeHold, previewRetention, releaseHold } from './index.ts';

/**
 * For the security administrator, who has no part in business data: the transactions are the machine's, and what comes
 * back are counts and numbers.
 */
export function retentionRoutes({ params, vault }: { params: Params; vault: Vault }) {
  const on = implementing(contract.retention);
  const managing = signedIn('retention.manage');
  return on.router({
    preview: on.preview
      .use(managing)
      .handler(({ input, context }) =>
        context.db.inTransaction(machine, (tx) => previewRetention(tx, params, new Date(), input.days)),
      ),
    holds: on.holds
      .use(managing)
      .handler(({ context }) => context.db.inTransaction(machine, (tx) => listHolds(tx, vault, new Date()))),
    placeHold: on.placeHold
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await inTransactionOrRefusal(context.db, machine, (tx) =>
            placeHold(tx, vault, context.person, input, new Date()),
          ),
        ),
      ),
    releaseHold: on.releaseHold
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await inTransactionOrRefusal(context.db, machine, (tx) =>
            releaseHold(tx, vault, context.person, input, new Date()),
          ),
        ),
      ),
    confirmClock: on.confirmClock.use(managing).handler(async ({ input, context, errors }) => {
      const { id: actor, unitId } = context.person;
      const until = await context.db.inTransaction(machine, async (tx: Tx) => {
        const confirmed = await confirmClock(tx, params, { now: new Date(), actor });
        if (confirmed !== null)
          await recordAudit(tx, {
            actor,
            unitId,
            event: 'retention.clock_confirmed',
            ok: true,
            target: 'retention/clock',
            detail: {
              sealedReason: await sealReason(tx, vault, input.reason, 'retention/clock', new Date()),
            },
          });
        return confirmed;
      });
      if (until === null) throw errors.NOT_PAUSED();
      return { confirmedFor: until.toISOString() };
    }),
    log: on.log
      .use(managing)
      .handler(({ input, context }) => context.db.inTransaction(machine, (tx) => listLog(tx, input))),
  });
}
