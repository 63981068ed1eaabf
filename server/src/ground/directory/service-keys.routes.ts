import { contract } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { isRefusal } from '../refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../session/index.ts';
import { maskText, openReason, sealReason, type Vault } from '../vault/index.ts';
import type { ServiceKeys } from './authenticate-key.ts';
import { createServiceKey, listServiceKeys, revokeServiceKey, type ServiceKeyRow } from './service-keys.ts';

export function serviceKeysRoutes({ keys, vault }: { keys: ServiceKeys; vault: Vault }) {
  const on = implementing(contract.serviceKeys);
  const managing = signedIn('keys.manage');
  return on.router({
    list: on.list.use(managing).handler(({ context }) =>
      context.inTransaction(async (tx) => {
        const shown: ServiceKeyRow[] = [];
        for (const row of await listServiceKeys(tx)) shown.push(await withReason(tx, vault, row));
        return shown;
      }),
    ),
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
        const sealedReason = await sealReason(tx, vault, input.reason, input.id.toLowerCase(), new Date());
        const key = await revokeServiceKey(tx, input.id, { by, reason: JSON.stringify(sealedReason) });
        if (isRefusal(key)) return key;
        const detail = { sealedReason };
        await recordAudit(tx, {
          actor: by,
          unitId,
          event: 'key.revoked',
          ok: true,
          target: key.id,
          detail,
        });
        return withReason(tx, vault, key);
      });
      keys.forget();
      return orRefuse(errors, done);
    }),
  });
}

/** The reason lies sealed in its column, and in clear where it was given on the command line or long ago. */
async function withReason(tx: Tx, vault: Vault, row: ServiceKeyRow): Promise<ServiceKeyRow> {
  const { id, revokedReason } = row;
  if (revokedReason === null) return row;
  const sealed = sealedIn(revokedReason);
  const reason = sealed === undefined ? revokedReason : ((await openReason(tx, vault, sealed, id)) ?? '—');
  return { ...row, revokedReason: maskText(reason) };
}

function sealedIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'sealed' in value ? value : undefined;
  } catch {
    return undefined;
  }
}
