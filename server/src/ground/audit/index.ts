export type { Anchor, AnchorSink } from './anchor.ts';
export { anchorFileIn, openAnchorFile, readAnchorFile } from './anchor-file.ts';
export type { Finding, FindingKind } from './findings.ts';
export { type AuditEntry, recordAudit } from './record.ts';
export { type AuditSealer, openAuditSealer, type SealerDeps } from './sealer.ts';
export { type AnchorLine, type Verdict, type VerifyOptions, verifyAudit } from './verify.ts';
export { signAuditRecords } from './writer.ts';
