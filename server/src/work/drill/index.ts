export type { Beside } from './door.routes.ts';
export {
  beginDrill,
  completeDrill,
  countSent,
  type DrillRow,
  findDrill,
  listEmergencies,
  takeSpan,
} from './state.ts';
