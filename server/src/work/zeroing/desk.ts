import type { WarningsDeps } from '../warnings/index.ts';

export type { Desk as ZeroingDesk } from '../warnings/index.ts';
/** What this room stands on. */
export type ZeroingDeps = WarningsDeps;
