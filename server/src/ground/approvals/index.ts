export { createEmergencyCode } from './emergency-code.ts';
export type { ApprovalHandlers } from './handler.ts';
export { type ApprovalsDeps, requestApproval } from './request.ts';
export { lockApprovals } from './rows.ts';
export { readWhys } from './words.ts';
