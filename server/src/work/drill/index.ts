export type { Beside } from './beside.ts';
export {
  beginDrill,
  completeDrill,
  countSent,
  type DrillRow,
  findDrill,
  listEmergencies,
  takeSpan,
} from './state.ts';
