import { contract } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import { endLoan, giveLoan, type LoanDesk, type LoansDeps, listBorrowers, listLoans } from './index.ts';

export function loansRoutes({ vault, params }: LoansDeps) {
  const on = implementing(contract.loans);
  const reading = signedIn('warnings.read');
  const lending = signedIn('loans.lend');
  const at = (tx: Tx, actor: Actor): LoanDesk => ({ vault, params, tx, actor, now: new Date() });
  return on.router({
    list: on.list
      .use(reading)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listLoans(at(tx, context.person), input)),
      ),
    borrowers: on.borrowers
      .use(lending)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listBorrowers(at(tx, context.person), input.q)),
      ),
    give: on.give
      .use(lending)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => giveLoan(at(tx, context.person), input))),
      ),
    end: on.end
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => endLoan(at(tx, context.person), input))),
      ),
  });
}
