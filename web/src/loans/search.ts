import type { LoanView } from '@lanzha/contract';

export type LoansSearch = { view?: Exclude<LoanView, 'borrowed'> };

/** The view in the address; without one: what was lent to me. */
export const readLoansSearch = ({ view }: Record<string, unknown>): LoansSearch =>
  view === 'lent' ? { view } : {};
