import { contract } from '@lanzha/contract';
import { type ApprovalsDeps, lockApprovals, requestApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import { isRefusal, refuse } from '../refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../session/index.ts';
import { draftChange, withdrawVersion } from './change.ts';
import { listMarks, listParams } from './list-params.ts';
import { findVersions, listVersions } from './versions.ts';

export function paramsRoutes(deps: ApprovalsDeps) {
  const on = implementing(contract.params);
  const reading = signedIn('params.read');
  const proposing = signedIn('params.propose');
  return on.router({
    list: on.list
      .use(reading)
      .handler(({ context }) => context.inTransaction((tx) => listParams(tx, new Date()))),
    marks: on.marks
      .use(reading)
      .handler(({ context }) => context.inTransaction((tx) => listMarks(tx, new Date()))),
    history: on.history.use(reading).handler(async ({ input, context, errors }) => {
      const versions = await context.inTransaction((tx) => listVersions(tx, new Date(), input.code));
      return orRefuse(errors, versions.get(input.code) ?? refuse('NOT_FOUND'));
    }),
    versions: on.versions.use(reading).handler(({ input, context }) => {
      const ids = input.ids.split(',').map(Number);
      return context.inTransaction((tx) => findVersions(tx, ids, new Date()));
    }),
    propose: on.propose.use(proposing).handler(async ({ input, context, errors }) => {
      const asked = await context.inTransaction(async (tx) => {
        const change = await draftChange(tx, input, new Date());
        return isRefusal(change) ? change : requestApproval(tx, deps, context.person, change, input.why);
      });
      return { approval: orRefuse(errors, asked).id };
    }),
    withdraw: on.withdraw.use(proposing).handler(async ({ input, context, errors }) => {
      const { person } = context;
      const withdrawn = await context.inTransaction(async (tx) => {
        await lockApprovals(tx);
        const version = await withdrawVersion(tx, person, input, new Date());
        if (isRefusal(version)) return version;
        await recordAudit(tx, {
          actor: person.id,
          unitId: person.unitId,
          event: 'params.withdrawn',
          ok: true,
          target: version.code,
          detail: { version: version.id, value: version.value },
        });
        return version;
      });
      const version = orRefuse(errors, withdrawn);
      await deps.params.refresh();
      return version;
    }),
  });
}
