export { type Bucket, historyMinutes, sumOver } from './buckets.ts';
export { countsOf, type History, historyOf, noHistory, type SignalFacts, type TextVerdict } from './facts.ts';
export { type Counts, type Feature, features } from './features.ts';
export { type Rule, rules } from './rules.ts';
export { defaultThresholds, type Judgement, judge, type Thresholds } from './score.ts';
export {
  decodeState,
  emptyState,
  encodeState,
  type Recent,
  recordEvent,
  recordEvidence,
  StateFormatError,
  type SubjectState,
} from './state.ts';
