import { type Level, type Loan, type LoanPurpose, type LoanView, levels } from '@lanzha/contract';
import { maskText, openReason } from '../../ground/vault/index.ts';
import { inScope } from '../warnings/index.ts';
import { type LoanDesk, targetOf } from './desk.ts';

interface Asked {
  readonly view: LoanView;
  /** Loans of this warning, whoever gave them; `view` then says nothing. */
  readonly warning?: string | undefined;
}

interface LoanRow {
  id: string;
  lender: { id: string; name: string };
  lenderUnit: { id: string; name: string };
  borrower: { id: string; name: string };
  borrowerUnit: { id: string; name: string };
  purpose: LoanPurpose;
  reason: unknown;
  at: Date;
  until: Date;
  endedAt: Date | null;
  endedBy: { id: string; name: string } | null;
  running: boolean;
  reads: number;
  /** null when the warning is out of sight. */
  no: number | null;
  warning_id: string;
  level: number | null;
  name: string | null;
  place: string | null;
  place_code: string | null;
  unit_id: string | null;
}

const ref = (table: string) => `json_build_object('id', ${table}.id, 'name', ${table}.name)`;
// A borrower who lost a loan still sees that there was one, no longer what it was about: the join runs under the policies.
const selectLoans = `
  SELECT l.id, ${ref('g')} AS lender, ${ref('gu')} AS "lenderUnit", ${ref('b')} AS borrower, ${ref('bu')} AS "borrowerUnit",
    l.purpose, l.reason, l.at, l.until, e.at AS "endedAt", CASE WHEN e.by IS NOT NULL THEN ${ref('r')} END AS "endedBy",
    e.at IS NULL AND l.until > now() AS running,
    (SELECT count(*) FROM audit_record a WHERE a.actor = l.borrower_id AND a.at >= l.at AND a.event = 'loans.read'
       AND a.detail -> 'loans' ? l.id::text) AS reads,
    w.no, l.warning_id, w.level, w.subject_masked ->> 'name' AS name, coalesce(pl.name, w.place_code) AS place,
    w.place_code, w.unit_id
  FROM loan l JOIN person g ON g.id = l.lender_id JOIN unit gu ON gu.id = l.lender_unit_id
  JOIN person b ON b.id = l.borrower_id JOIN unit bu ON bu.id = b.unit_id
  LEFT JOIN loan_end e ON e.loan_id = l.id LEFT JOIN person r ON r.id = e.by
  LEFT JOIN warning w ON w.id = l.warning_id LEFT JOIN place pl ON pl.code = w.place_code`;

/** The newest two hundred, running ones first. */
export async function listLoans(desk: LoanDesk, { view, warning }: Asked): Promise<Loan[]> {
  const mine = view === 'borrowed' ? 'l.borrower_id = $1' : 'l.lender_id = $1';
  const { rows } = await desk.tx.query<LoanRow>(
    `${selectLoans} WHERE ${warning === undefined ? mine : 'l.warning_id = $1'}
     ORDER BY running DESC, l.at DESC, l.id LIMIT 200`,
    [warning ?? desk.actor.id],
  );
  return Promise.all(rows.map((row) => toLoan(desk, row)));
}

/** undefined for one that is not there or concerns others. */
export async function findLoan(desk: LoanDesk, id: string): Promise<Loan | undefined> {
  const { rows } = await desk.tx.query<LoanRow>(`${selectLoans} WHERE l.id = $1`, [id]);
  return rows[0] === undefined ? undefined : toLoan(desk, rows[0]);
}

/** @throws RangeError when it is not there */
export async function getLoan(desk: LoanDesk, id: string): Promise<Loan> {
  const loan = await findLoan(desk, id);
  if (loan === undefined) throw new RangeError(`loan ${id} is not there`);
  return loan;
}

async function toLoan({ tx, vault, actor }: LoanDesk, row: LoanRow): Promise<Loan> {
  const { endedAt, endedBy, reads, no, warning_id, level, name, place, place_code, unit_id, ...loan } = row;
  const visible = no !== null && level !== null && place_code !== null && unit_id !== null;
  const owns = visible && inScope(actor, { place_code, unit_id });
  const lends = loan.lender.id === actor.id || (owns && actor.acts.includes('loans.lend'));
  return {
    ...loan,
    warning: visible ? { id: warning_id, no, level: levelOf(level), name, place: place ?? place_code } : null,
    reason: maskText((await openReason(tx, vault, loan.reason, targetOf(loan.id))) ?? '—'),
    at: loan.at.toISOString(),
    until: loan.until.toISOString(),
    ended: endedAt === null || endedBy === null ? null : { at: endedAt.toISOString(), by: endedBy },
    mayEnd: loan.running && (lends || loan.borrower.id === actor.id),
    reads: lends ? reads : null,
  };
}

const levelOf = (index: number): Level => levels[index] ?? 'low';
