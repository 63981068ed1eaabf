export { type Bucket, historyMinutes, sumOver } from './buckets.ts';
export { explain, type RuleTrace, type SumTrace, type Trace } from './explain.ts';
export { countsOf, type History, historyOf, noHistory, type SignalFacts, type TextVerdict } from './facts.ts';
export { type Counts, type Feature, features } from './features.ts';
export { type Rule, rules } from './rules/index.ts';
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
export { keepTrace, type ListedIn, openTrace, type StoredTrace } from './stored-trace.ts';
