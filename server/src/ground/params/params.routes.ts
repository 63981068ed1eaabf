import { contract } from '@lanzha/contract';
import { type ApprovalsDeps, lockApprovals, readWhys, requestApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import { isRefusal, refuse } from '../refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../session/index.ts';
import { draftChange, withdrawVersion } from './change.ts';
import { listMarks, listParams } from './list-params.ts';
import { findVersions, listVersions } from './versions.ts';
import { type WhysDeps, withWhys } from './with-whys.ts';

export function paramsRoutes(deps: ApprovalsDeps) {
  const on = implementing(contract.params);
  const { vault } = deps;
  const whys: WhysDeps = { vault, read: (tx, approvals) => readWhys(tx, vault, approvals) };
  const reading = signedIn('params.read');
  const proposing = signedIn('params.propose');
  return on.router({
    list: on.list.use(reading).handler(({ context }) =>
      context.inTransaction(async (tx) => {
        const params = await listParams(tx, new Date());
        const versions = params.flatMap(({ current, next }) => (next === null ? current : [current, next]));
        const told = new Map((await withWhys(tx, versions, whys)).map((one) => [one.id, one]));
        const tell = <V extends (typeof versions)[number] | null>(version: V) =>
          version === null ? version : (told.get(version.id) ?? version);
        return params.map((one) => ({ ...one, current: tell(one.current), next: tell(one.next) }));
      }),
    ),
    marks: on.marks
      .use(reading)
      .handler(({ context }) => context.inTransaction((tx) => listMarks(tx, new Date()))),
    history: on.history.use(reading).handler(async ({ input, context, errors }) => {
      const versions = await context.inTransaction(async (tx) => {
        const found = (await listVersions(tx, new Date(), input.code)).get(input.code);
        return found === undefined ? refuse('NOT_FOUND') : withWhys(tx, found, whys);
      });
      return orRefuse(errors, versions);
    }),
    versions: on.versions.use(reading).handler(({ input, context }) => {
      const ids = input.ids.split(',').map(Number);
      return context.inTransaction(async (tx) => withWhys(tx, await findVersions(tx, ids, new Date()), whys));
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
        const version = await withdrawVersion(tx, vault, person, input, new Date());
        if (isRefusal(version)) return version;
        await recordAudit(tx, {
          actor: person.id,
          unitId: person.unitId,
          event: 'params.withdrawn',
          ok: true,
          target: version.code,
          detail: { version: version.id, value: version.value },
        });
        return (await withWhys(tx, [version], whys))[0] ?? version;
      });
      const version = orRefuse(errors, withdrawn);
      await deps.params.refresh();
      return version;
    }),
  });
}
