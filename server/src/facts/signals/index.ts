export { insertBatch, nextBatchId, openSignals, type SignalRef } from './batches.ts';
export {
  type CheckedLine,
  checkLine,
  checkValue,
  isRejected,
  type Line,
  type RejectedLine,
  type TimeLimits,
} from './check-line.ts';
export { contentHash, findReceipts, idHash, insertReceipts, type Receipt, type Sender } from './receipts.ts';
