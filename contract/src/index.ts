import { audit } from './audit/index.ts';
import { directory } from './directory/index.ts';
import { session } from './session/index.ts';
import { setup } from './setup/index.ts';
import { signals } from './signals/index.ts';
import { warnings } from './warnings/index.ts';

export * from './audit/index.ts';
export * from './common.ts';
export * from './directory/index.ts';
export * from './live/index.ts';
export * from './session/index.ts';
export * from './setup/index.ts';
export * from './signals/index.ts';
export * from './terms.ts';
export * from './warnings/index.ts';

/** All endpoints of `/api/v1`; POST /signals and GET /live are plain routes described beside it. */
export const contract = { session, setup, directory, signals, warnings, audit };
export type Contract = typeof contract;
