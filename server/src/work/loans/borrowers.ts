import type { Act, Borrower, LoanPurpose, Role } from '@lanzha/contract';
import { actsOf, rolesThatMay } from '../../ground/directory/index.ts';
import { type LoanDesk, mostDays } from './desk.ts';

const needs = { read: 'warnings.read', contact: 'warnings.handle' } as const satisfies Record<
  LoanPurpose,
  Act
>;

/** For what a warning may be lent to somebody with these roles; administrators get none (rules.md §10.3). */
export function purposesFor(roles: readonly Role[]): LoanPurpose[] {
  const acts = actsOf(roles);
  return (['read', 'contact'] as const).filter((purpose) => acts.includes(needs[purpose]));
}

/** Accounts that may borrow, by name or unit; the first fifty. */
export async function listBorrowers(
  { tx, actor, params, now }: LoanDesk,
  q: string | undefined,
): Promise<{ people: Borrower[]; mostDays: number }> {
  const { rows } = await tx.query<Omit<Borrower, 'purposes'>>(
    `SELECT p.id, p.name, p.roles, json_build_object('id', u.id, 'name', u.name) AS unit
     FROM person p JOIN unit u ON u.id = p.unit_id
     WHERE p.disabled_at IS NULL AND may_borrow(p.roles) AND p.roles && $1::text[] AND p.id <> $2
       AND strpos(lower(p.name || ' ' || u.name), lower($3)) > 0
     ORDER BY u.code, p.name, p.id LIMIT 50`,
    [rolesThatMay(needs.read), actor.id, q ?? ''],
  );
  return {
    people: rows.map((row) => ({ ...row, purposes: purposesFor(row.roles) })),
    mostDays: params.number(mostDays, now),
  };
}
