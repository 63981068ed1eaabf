import type { ApprovalPayload } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { isRefusal, type Refusal, refuse } from '../refusal/index.ts';
import { leftWithout } from './approvers.ts';
import { setDisabled } from './people.ts';
import { rolesExclude } from './permissions.ts';
import { holdAccount, leavesTooFew, type RightsChange, sameSet, setRights } from './rights.ts';
import { unitExists } from './units.ts';

type Restore = Extract<ApprovalPayload, { kind: 'rights.restore' }>;
type Disable = Extract<ApprovalPayload, { kind: 'rights.disable' }>;
type Reset = Extract<ApprovalPayload, { kind: 'account.reset' }>;
type Stale = Refusal<'STALE', { why: 'changed' | 'gone' | 'last_admin' | 'last_approvers' | 'excluded' }>;
const stale = (why: Stale['data']['why']): Stale => refuse('STALE', { why });

/** What floors above give this one: sessions end when the rights behind them change. */
interface Deps {
  endSessions(tx: Tx, person: string): Promise<unknown>;
}

/**
 * How rights are agreed on: asked for by the system or the security administrator, approved by the security
 * administrator or the leader; one of the two is always a security administrator (rules.md §10.3; decision 0029).
 */
const agreed = {
  requestAct: 'rights.request',
  approveAct: 'rights.approve',
  pairNeeds: 'security_admin',
} as const;

export function rightsApprovals({ endSessions }: Deps) {
  return {
    'rights.change': {
      ...agreed,
      event: 'rights.changed',
      target: ({ person }: RightsChange) => person.id,
      subject: ({ person }: RightsChange) => person.id,
      detail: ({ before, after }: RightsChange) => ({
        roles: after.roles,
        rolesBefore: before.roles,
        unit: after.unit.id,
        unitBefore: before.unit.id,
      }),
      async apply(tx: Tx, change: RightsChange): Promise<null | Stale> {
        const account = await holdAccount(tx, change.person.id);
        if (account === null || !(await unitExists(tx, change.after.unit.id))) return stale('gone');
        const { before, after } = change;
        if (!sameSet(account.roles, before.roles) || account.unit.id !== before.unit.id)
          return stale('changed');
        if (rolesExclude(after.roles)) return stale('excluded');
        if (await leavesTooFew(tx, change)) return stale('last_approvers');
        if (isRefusal(await setRights(tx, change))) return stale('last_admin');
        await endSessions(tx, change.person.id);
        return null;
      },
    },
    'rights.restore': {
      ...agreed,
      event: 'person.enabled',
      target: ({ person }: Restore) => person.id,
      subject: ({ person }: Restore) => person.id,
      detail: ({ before }: Restore) => ({ roles: before.roles, unit: before.unit.id }),
      async apply(tx: Tx, { person, before }: Restore): Promise<null | Stale> {
        const account = await holdAccount(tx, person.id);
        if (account === null) return stale('gone');
        const same =
          account.disabled && sameSet(account.roles, before.roles) && account.unit.id === before.unit.id;
        if (!same) return stale('changed');
        await setDisabled(tx, person.id, false);
        return null;
      },
    },
    // The only security administrator may be the one who is to go: so any approver may agree here.
    'rights.disable': {
      ...agreed,
      requestAct: 'directory.manage',
      pairNeeds: null,
      event: 'person.disabled',
      target: ({ person }: Disable) => person.id,
      subject: ({ person }: Disable) => person.id,
      detail: ({ before }: Disable) => ({ roles: before.roles, unit: before.unit.id }),
      async apply(tx: Tx, { person, before }: Disable): Promise<null | Stale> {
        const account = await holdAccount(tx, person.id);
        if (account === null) return stale('gone');
        if (account.disabled || !sameSet(account.roles, before.roles)) return stale('changed');
        if ((await leftWithout(tx, account)) === 'few') return stale('last_approvers');
        if (isRefusal(await setDisabled(tx, person.id, true))) return stale('last_admin');
        await endSessions(tx, person.id);
        return null;
      },
    },
    'account.reset': {
      ...agreed,
      requestAct: 'directory.manage',
      event: 'password.reset',
      target: ({ person }: Reset) => person.id,
      subject: ({ person }: Reset) => person.id,
      detail: () => ({}),
      async apply(tx: Tx, { person }: Reset): Promise<null | Stale> {
        if (!(await takeResetPassword(tx, person.id))) return stale('gone');
        await endSessions(tx, person.id);
        return null;
      },
      async drop(tx: Tx, { person }: Reset): Promise<void> {
        await tx.query('UPDATE person SET reset_hash = NULL WHERE id = $1', [person.id]);
      },
    },
  } as const;
}

/** Keeps a first password aside till somebody has agreed; it opens nothing before. */
export async function keepResetPassword(tx: Tx, person: string, hash: string): Promise<void> {
  await tx.query('UPDATE person SET reset_hash = $2 WHERE id = $1', [person, hash]);
}

/** Makes the password that was kept aside the first password of the account. */
export async function takeResetPassword(tx: Tx, person: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE person SET password_hash = reset_hash, reset_hash = NULL, must_change_password = true, failures = 0,
       locked_until = NULL WHERE id = $1 AND reset_hash IS NOT NULL`,
    [person],
  );
  return rowCount === 1;
}
