import { contract } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import { isRefusal } from '../refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../session/index.ts';
import type { ServiceKeys } from './authenticate-key.ts';
import { createServiceKey, listServiceKeys, revokeServiceKey } from './service-keys.ts';

export function serviceKeysRoutes({ keys }: { keys: ServiceKeys }) {
  const on = implementing(contract.serviceKeys);
  const managing = signedIn('keys.manage');
  return on.router({
    list: on.list.use(managing).handler(({ context }) => context.inTransaction(listServiceKeys)),
    create: on.create.use(managing).handler(async ({ input, context, errors }) => {
      const { id: by, unitId } = context.person;
      const made = await context.inTransaction(async (tx) => {
        const { unit, source, allow, allowFrom, expiresAt } = input;
        const ends = expiresAt === undefined ? undefined : new Date(expiresAt);
        const key = await createServiceKey(tx, {
          unitCode: unit,
          source,
          allow,
          allowFrom,
          expiresAt: ends,
          by,
        });
        if (isRefusal(key)) return key;
        const detail = { allow: key.allow, allowFrom: key.allowFrom, expiresAt: key.expiresAt };
        await recordAudit(tx, {
          actor: by,
          unitId,
          event: 'key.created',
          ok: true,
          target: key.id,
          detail,
        });
        return key;
      });
      return orRefuse(errors, made);
    }),
    revoke: on.revoke.use(managing).handler(async ({ input, context, errors }) => {
      const { id: by, unitId } = context.person;
      const done = await context.inTransaction(async (tx) => {
        const key = await revokeServiceKey(tx, input.id, { by, reason: input.reason });
        if (isRefusal(key)) return key;
        const detail = { reason: input.reason };
        await recordAudit(tx, {
          actor: by,
          unitId,
          event: 'key.revoked',
          ok: true,
          target: key.id,
          detail,
        });
        return key;
      });
      keys.forget();
      return orRefuse(errors, done);
    }),
  });
}
