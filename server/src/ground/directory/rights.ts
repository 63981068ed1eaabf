import type { ApprovalPayload, Role } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { leftWithout } from './approvers.ts';
import { findScope } from './find-actor.ts';
import { isLastAdministrator } from './people.ts';
import { rolesExclude } from './permissions.ts';
import { widens } from './scope-of.ts';

export type RightsChange = Extract<ApprovalPayload, { kind: 'rights.change' }>;

/** An account with what it holds, locked till the transaction ends. */
interface HeldAccount {
  id: string;
  name: string;
  username: string;
  roles: Role[];
  unit: { id: string; name: string };
  disabled: boolean;
}

export async function holdAccount(tx: Tx, id: string): Promise<HeldAccount | null> {
  const { rows } = await tx.query<HeldAccount>(
    `SELECT p.id, p.name, p.username, p.roles, json_build_object('id', u.id, 'name', u.name) AS unit,
            p.disabled_at IS NOT NULL AS disabled
     FROM person p JOIN unit u ON u.id = p.unit_id WHERE p.id = $1 FOR UPDATE OF p`,
    [id],
  );
  return rows[0] ?? null;
}

export interface WantedRights {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly unit: string;
}

export type RightsRefusal =
  | Refusal<'NOT_FOUND'>
  | Refusal<'ROLES_EXCLUDE'>
  | Refusal<'UNKNOWN_UNIT'>
  | Refusal<'NOTHING_TO_CHANGE'>
  | Refusal<'LAST_APPROVERS'>;

/**
 * What has to be agreed on. `widens`: more than one pair of eyes is needed, because roles change or the person would see
 * more; a unit that shows no more than the one before is an ordinary move.
 */
export async function draftRights(
  tx: Tx,
  { id, roles, unit }: WantedRights,
): Promise<{ change: RightsChange; widens: boolean } | RightsRefusal> {
  const account = await holdAccount(tx, id);
  if (account === null) return refuse('NOT_FOUND');
  const wanted = [...new Set(roles)];
  if (rolesExclude(wanted)) return refuse('ROLES_EXCLUDE');
  const { rows } = await tx.query<{ id: string; name: string }>(
    'SELECT id, name FROM unit WHERE id = $1 AND closed_at IS NULL',
    [unit],
  );
  const [before, after] = [await findScope(tx, account, account.unit.id), await findScope(tx, account, unit)];
  if (rows[0] === undefined || after === null) return refuse('UNKNOWN_UNIT');
  const sameRoles = sameSet(wanted, account.roles);
  if (sameRoles && unit === account.unit.id) return refuse('NOTHING_TO_CHANGE');
  const change: RightsChange = {
    kind: 'rights.change',
    person: { id, name: account.name, username: account.username },
    before: { roles: account.roles, unit: account.unit },
    after: { roles: wanted, unit: rows[0] },
  };
  if (await leavesTooFew(tx, change)) return refuse('LAST_APPROVERS');
  return {
    change,
    widens: !sameRoles || before === null || widens(before, after),
  };
}

/** What has to be agreed on for an account that was just made, which holds nothing yet. */
export function firstRights(
  { id, name, username, unit }: Pick<HeldAccount, 'id' | 'name' | 'username' | 'unit'>,
  roles: readonly Role[],
): RightsChange {
  return {
    kind: 'rights.change',
    person: { id, name, username },
    before: { roles: [], unit },
    after: { roles: [...new Set(roles)], unit },
  };
}

/** Whether fewer than two people could agree to anything once this person holds what was asked for. */
export async function leavesTooFew(tx: Tx, { person, before, after }: RightsChange): Promise<boolean> {
  return (await leftWithout(tx, { id: person.id, roles: before.roles, keeps: after.roles })) === 'few';
}

/** Gives the account what was agreed on. Without its last administrator the house could make no accounts. */
export async function setRights(
  tx: Tx,
  { person, after }: Pick<RightsChange, 'person' | 'after'>,
): Promise<null | Refusal<'LAST_ADMIN'>> {
  if (!after.roles.includes('system_admin') && (await isLastAdministrator(tx, person.id)))
    return refuse('LAST_ADMIN');
  await tx.query('UPDATE person SET roles = $2, unit_id = $3 WHERE id = $1', [
    person.id,
    after.roles,
    after.unit.id,
  ]);
  return null;
}

export const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((one) => b.includes(one));
