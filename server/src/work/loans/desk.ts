import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { Vault } from '../../ground/vault/index.ts';

/** What lending stands on. */
export interface LoansDeps {
  readonly vault: Vault;
  readonly params: Params;
}

/** Where it is done: the caller's transaction, who acts, and when. */
export interface LoanDesk extends LoansDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

export const mostDays = 'loans.days.most';
/** What the reason of a loan is sealed for, and the target of its audit records. */
export const targetOf = (id: string): string => `loan/${id}`;
