export { countIdleSubjects, deleteIdleSubjects } from './idle-states.ts';
export {
  type Candidate,
  type Decided,
  factsOf,
  historyBefore,
  judgeSignal,
  type Limits,
} from './judge-signals.ts';
export type { Judges } from './list-facts.ts';
export { type BatcherOptions, MicroBatcher, noOthers, Overloaded, type Turn } from './micro-batcher.ts';
export {
  lockSubjects,
  lostRace,
  makeSubjects,
  readAhead,
  readSubjects,
  recallSubjects,
  type Subject,
  savingSubjects,
} from './states.ts';
export { openSubjectMemory, type SubjectMemory } from './subject-memory.ts';
export { type Identifier, identifiersOf } from './subjects.ts';
export { openTextJudge, type TextJudge, textJudge } from './text-judge.ts';
export {
  buildTextModel,
  defaultTextModel,
  defaultTexts,
  fraudOrNormal,
  type SeedText,
  training,
} from './text-model-file.ts';
export { thresholdsAt } from './thresholds.ts';
