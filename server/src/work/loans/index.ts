export { listBorrowers } from './borrowers.ts';
export type { LoanDesk, LoansDeps } from './desk.ts';
export { endLoan } from './end-loan.ts';
export { giveLoan } from './give-loan.ts';
export { listLoans } from './list-loans.ts';
