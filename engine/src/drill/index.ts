export { chanceOf } from './chance.ts';
export { type Emergency, type EmergencyKind, emergencyKinds, threadsOfEmergency } from './emergencies.ts';
export { type StoryLine, signalOf } from './lines.ts';
export { drillPrefixes } from './numbers.ts';
export { countyCode, type DrillParams } from './places.ts';
export { type DrillScore, type ScoredWarning, scoreDrill, type WarningOfSignal } from './score.ts';
export { openStory, type Story } from './story.ts';
export { drillTypes } from './texts/index.ts';
export type { Thread } from './threads.ts';
export { type Truth, truthOfEmergency, truthOfLine, truthOfThread } from './truth.ts';
export {
  centreCode,
  type DrillSender,
  type DrillStaff,
  type DrillUnit,
  drillSenders,
  senderUnits,
} from './units.ts';
export { makeWorld, type World } from './world.ts';
