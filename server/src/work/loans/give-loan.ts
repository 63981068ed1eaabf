import { randomUUID } from 'node:crypto';
import type { Loan, LoanPurpose } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import { findActor } from '../../ground/directory/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { sealReason } from '../../ground/vault/index.ts';
import { inScope } from '../warnings/index.ts';
import { purposesFor } from './borrowers.ts';
import { type LoanDesk, mostDays, targetOf } from './desk.ts';
import { lockLentWarning, tellBorrower } from './lent-warning.ts';
import { getLoan } from './list-loans.ts';
import { tellGiven } from './tell-people.ts';

export interface Giving {
  readonly warning: string;
  readonly borrower: string;
  readonly purpose: LoanPurpose;
  /** ISO instant. */
  readonly until: string;
  readonly reason: string;
}

type Why = 'unknown' | 'role' | 'purpose' | 'oneself';
type GiveRefusal =
  | Refusal<'NOT_FOUND'>
  | Refusal<'NOT_A_BORROWER', { why: Why }>
  | Refusal<'NOT_NEEDED'>
  | Refusal<'ALREADY_LENT'>
  | Refusal<'TOO_LONG', { days: number }>;

const dayMs = 24 * 60 * 60_000;

/**
 * Lends one warning to one person whose scope does not hold it (need-to-know, rules.md §10.2). Only what lies in the
 * lender's own scope is lent: what was lent to somebody is not lent on. It ends by itself at `until`, at most
 * `loans.days.most` days away.
 */
export async function giveLoan(desk: LoanDesk, giving: Giving): Promise<Loan | GiveRefusal> {
  const { tx, actor, vault, params, now } = desk;
  const warning = await lockLentWarning(tx, giving.warning);
  if (warning === undefined || !inScope(actor, warning)) return refuse('NOT_FOUND');
  const most = params.value(mostDays, now);
  const until = new Date(giving.until);
  const days = Number(most.value);
  if (until <= now || until.getTime() > now.getTime() + days * dayMs) return refuse('TOO_LONG', { days });
  const no = (why: Why) => refuse('NOT_A_BORROWER', { why });
  if (giving.borrower === actor.id) return no('oneself');
  const borrower = await findActor(tx, giving.borrower);
  if (borrower === null) return no('unknown');
  const purposes = purposesFor(borrower.roles);
  if (purposes.length === 0) return no('role');
  if (!purposes.includes(giving.purpose)) return no('purpose');
  if (inScope(borrower, warning)) return refuse('NOT_NEEDED');
  if (await isLent(desk, giving)) return refuse('ALREADY_LENT');
  const id = randomUUID();
  const sealedReason = await sealReason(tx, vault, giving.reason, targetOf(id), now);
  await tx.query(
    `INSERT INTO loan (id, warning_id, lender_id, lender_unit_id, borrower_id, purpose, at, until, reason, param_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      warning.id,
      actor.id,
      actor.unitId,
      borrower.id,
      giving.purpose,
      now,
      until,
      JSON.stringify(sealedReason),
      most.id,
    ],
  );
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'loans.given',
    ok: true,
    target: targetOf(id),
    detail: {
      warning: warning.id,
      borrower: borrower.id,
      purpose: giving.purpose,
      until: until.toISOString(),
      sealedReason,
    },
  });
  await tellBorrower(desk, warning, borrower.id);
  const loan = await getLoan(desk, id);
  await tellGiven(desk, loan);
  return loan;
}

/** Under the lock of the warning: two who lend at once do not lend twice. */
async function isLent({ tx }: LoanDesk, { warning, borrower }: Giving): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM loan_running WHERE warning_id = $1 AND borrower_id = $2', [
    warning,
    borrower,
  ]);
  return rowCount !== 0;
}
