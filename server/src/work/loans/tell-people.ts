import type { Loan } from '@lanzha/contract';
import { notify } from '../../ground/notify/index.ts';
import type { LoanDesk } from './desk.ts';

/** The borrower hears that a warning may be read now; its number alone, as its page tells the rest on record. */
export async function tellGiven({ tx, actor }: LoanDesk, loan: Loan): Promise<void> {
  if (loan.warning === null) return;
  await notify(tx, {
    to: { person: loan.borrower.id },
    kind: 'loan.given',
    params: { no: loan.warning.no, who: actor.name },
    link: `/warnings/${loan.warning.id}`,
  });
}

/** Taken back before its time. Whoever gave it back needs no notice; the warning itself is out of sight now. */
export async function tellEnded({ tx, actor }: LoanDesk, loan: Loan): Promise<void> {
  await notify(tx, {
    to: { person: loan.borrower.id },
    kind: 'loan.ended',
    params: loan.warning === null ? {} : { no: loan.warning.no },
    link: '/loans',
    except: actor.id,
  });
}
