import type { LoanPurpose, WarningAct, WarningDetail, WarningSummary } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Desk } from './desk.ts';
import type { WarningRow } from './row.ts';

type Lying = Pick<WarningRow, 'id' | 'place_code' | 'unit_id'>;
type Reading = Pick<Desk, 'tx' | 'actor'>;

/** The loan by which somebody sees a warning that lies outside the own scope. */
interface Lent {
  readonly loanId: string;
  readonly until: Date;
  readonly purpose: LoanPurpose;
  readonly by: string;
}
export type LentWarnings = ReadonlyMap<string, Lent>;

/** Does the warning lie where this person works? If not, it is seen under a loan, or not at all. */
export function inScope({ scope }: Pick<Actor, 'scope'>, at: Pick<Lying, 'place_code' | 'unit_id'>): boolean {
  if (scope.kind === 'machine') return true;
  return (scope.place !== '' && at.place_code.startsWith(scope.place)) || scope.units.includes(at.unit_id);
}

/** What may be done with a warning that was lent for contact; one lent to be read is only read. */
const lentActs: readonly string[] = ['contact', 'meet'] satisfies WarningAct[];
export const isLentAct = (act: string): boolean => lentActs.includes(act);
/** Enough to reach the person; what else identifies them stays with the owner. */
const lentFields: readonly string[] = ['phone', 'name'];
export const isLentField = (field: string): boolean => lentFields.includes(field);

/** Warnings that run as lent to this person. */
export async function listLent({ tx, actor }: Reading): Promise<string[]> {
  if (actor.scope.kind === 'machine') return [];
  const { rows } = await tx.query<{ id: string }>({
    name: 'list-lent-warnings',
    text: 'SELECT warning_id AS id FROM lent_to_me',
  });
  return rows.map(({ id }) => id);
}

/** The loans behind those rows that the scope does not hold. Asks nothing when it holds all. */
export async function readLent({ tx, actor }: Reading, rows: readonly Lying[]): Promise<LentWarnings> {
  const outside = rows.filter((row) => !inScope(actor, row)).map(({ id }) => id);
  if (outside.length === 0) return new Map();
  const found = await tx.query<Lent & { id: string }>({
    name: 'read-lent-warnings',
    text: `SELECT l.warning_id AS id, l.loan_id AS "loanId", l.until, l.purpose, p.name AS by
           FROM lent_to_me l JOIN person p ON p.id = l.lender_id WHERE l.warning_id = ANY ($1::uuid[]) ORDER BY l.until`,
    values: [outside],
  });
  return new Map(found.rows.map(({ id, ...lent }) => [id, lent]));
}

/** Every reading under a loan stands in the audit log: pages of a list too. */
export async function recordLentReading(
  { tx, actor }: Reading,
  event: 'loans.read' | 'loans.listed',
  lent: LentWarnings,
): Promise<void> {
  if (lent.size === 0) return;
  const [only] = lent.size === 1 ? lent : [];
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event,
    ok: true,
    ...(only === undefined ? {} : { target: `warning/${only[0]}` }),
    detail: { loans: [...lent.values()].map(({ loanId }) => loanId) },
  });
}

export const lentMark = (lent: Lent | undefined): WarningSummary['lent'] =>
  lent === undefined ? null : { until: lent.until.toISOString(), purpose: lent.purpose, by: lent.by };

/** A warning as its borrower sees it: nothing is offered that the loan does not hold. */
export function asLent(detail: WarningDetail, lent: Lent | undefined): WarningDetail {
  if (lent === undefined) return detail;
  const contact = lent.purpose === 'contact';
  return {
    ...detail,
    lent: lentMark(lent),
    mayLend: false,
    acts: contact ? detail.acts.filter(isLentAct) : [],
    next: contact ? detail.next.filter(({ act }) => isLentAct(act)) : [],
    contacts: detail.contacts.map((one) => ({ ...one, mayCorrect: false })),
    quiet: detail.quiet === null ? null : { ...detail.quiet, mayLift: false },
    followUps: [],
    undo: contact && detail.undo !== null && isLentAct(detail.undo.act) ? detail.undo : null,
    revealable: contact ? detail.revealable.filter(isLentField) : [],
    clocks: detail.clocks.map((clock) => ({ ...clock, mayPause: false, mayResume: false })),
  };
}
