import { contract } from '@lanzha/contract';
import { type ApprovalsDeps, requestApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { isRefusal } from '../refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../session/index.ts';
import { maskText, openReason, sealReason, type Vault } from '../vault/index.ts';
import type { ServiceKeys } from './authenticate-key.ts';
import { draftKey, fetchServiceKey } from './key-approvals.ts';
import { listServiceKeys, revokeServiceKey, type ServiceKeyRow } from './service-keys.ts';

export function serviceKeysRoutes(deps: ApprovalsDeps & { keys: ServiceKeys }) {
  const { keys, vault } = deps;
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
    request: on.request.use(managing).handler(async ({ input, context, errors }) => {
      const { person } = context;
      const asked = await context.inTransaction(async (tx) => {
        const { why, ...wanted } = input;
        const grant = await draftKey(tx, wanted);
        return isRefusal(grant) ? grant : requestApproval(tx, deps, person, grant, why);
      });
      const { id } = orRefuse(errors, asked);
      return { approval: id };
    }),
    fetch: on.fetch.use(managing).handler(async ({ input, context, errors }) => {
      const { id: by, unitId } = context.person;
      const made = await context.inTransaction(async (tx) => {
        const key = await fetchServiceKey(tx, input.id, by);
        if (isRefusal(key)) return key;
        const { allow, allowFrom, expiresAt } = key;
        const detail = { allow, allowFrom, expiresAt };
        await recordAudit(tx, { actor: by, unitId, event: 'key.created', ok: true, target: key.id, detail });
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
