export { BatchNumbers, openSignals, type SignalRef, sealBatch } from './batches.ts';
export {
  type CheckedLine,
  checkLine,
  checkValue,
  isRejected,
  type Line,
  type RejectedLine,
  type TimeLimits,
  timeLimits,
} from './check-line.ts';
export { countReceipts, dropBatches, dropReceipts, emptyBatches } from './forgotten-batches.ts';
export { type FormerReceipts, openFormerReceipts } from './former-receipts.ts';
export type { ImportedLine, RejectedImport } from './importing/check-drafts.ts';
export { csvRows } from './importing/csv.ts';
export { SignalFileError } from './importing/file-error.ts';
export { readSignalFile } from './importing/read-signal-file.ts';
export type { TableRow } from './importing/table.ts';
export { isBlank, type TextLine, textLines } from './importing/text-lines.ts';
export { xlsxSheets } from './importing/xlsx.ts';
export { countSignalsUnder, keepHeldBatches } from './kept-batches.ts';
export { type Body, type BodyFault, isFault, readBody } from './read-body.ts';
export {
  contentHash,
  findReceipts,
  formerIdHash,
  type IdHasher,
  idHasher,
  insertingReceipts,
  type Receipt,
  type Sender,
} from './receipts.ts';
