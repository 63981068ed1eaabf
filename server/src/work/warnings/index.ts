export type { Desk, WarningsDeps } from './desk.ts';
export { findOpenWarnings } from './open-warnings.ts';
export { CrossedBatches, type Raise, type Raised, type RaisedSignal } from './raise.ts';
export { raiseWarnings } from './raise-warnings.ts';
export { levelAt, levelNumber } from './row.ts';
