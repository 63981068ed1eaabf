export { type AnyRefusal, isRefusal, Refusal, refuse } from './refusal.ts';
export { inTransactionOrRefusal } from './rollback.ts';
