import type { Loan } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import { rolesThatMay } from '../../ground/directory/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { sealReason } from '../../ground/vault/index.ts';
import { type LoanDesk, targetOf } from './desk.ts';
import { tellBorrower } from './lent-warning.ts';
import { findLoan } from './list-loans.ts';
import { tellEnded } from './tell-people.ts';

/** Ends a loan at once: who lent it, whoever may lend the same warning, or the borrower who gives it back. */
export async function endLoan(
  desk: LoanDesk,
  { id, reason = '' }: { id: string; reason?: string | undefined },
): Promise<
  Loan | Refusal<'NOT_FOUND'> | Refusal<'ENDED'> | Refusal<'FORBIDDEN', { act: string; roles: string[] }>
> {
  const { tx, actor, vault, now } = desk;
  const loan = await findLoan(desk, id);
  if (loan === undefined) return refuse('NOT_FOUND');
  if (!loan.running) return refuse('ENDED');
  if (!loan.mayEnd)
    return refuse('FORBIDDEN', {
      act: 'loans.lend' as string,
      roles: rolesThatMay('loans.lend') as string[],
    });
  const sealed = reason === '' ? null : await sealReason(tx, vault, reason, targetOf(id), now);
  const { rowCount } = await tx.query(
    'INSERT INTO loan_end (loan_id, at, by, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [id, now, actor.id, sealed === null ? null : JSON.stringify(sealed)],
  );
  if (rowCount !== 1) return refuse('ENDED');
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'loans.ended',
    ok: true,
    target: targetOf(id),
    detail: sealed === null ? {} : { sealedReason: sealed },
  });
  const { rows } = await tx.query<{ id: string }>('SELECT warning_id AS id FROM loan WHERE id = $1', [id]);
  const warning = { id: rows[0]?.id ?? '', place_code: '', unit_id: actor.unitId, version: 0 };
  await tellBorrower(desk, warning, loan.borrower.id);
  await tellEnded(desk, loan);
  return (await findLoan(desk, id)) ?? refuse('NOT_FOUND');
}
