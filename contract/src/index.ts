import { approvals } from './approvals/index.ts';
import { audit } from './audit/index.ts';
import { directory } from './directory/index.ts';
import { factors } from './factors/index.ts';
import { files } from './files/index.ts';
import { loans } from './loans/index.ts';
import { notify } from './notify/index.ts';
import { operation } from './operation/index.ts';
import { params } from './params/index.ts';
import { retention } from './retention/index.ts';
import { search } from './search/index.ts';
import { serviceKeys } from './service-keys/index.ts';
import { session } from './session/index.ts';
import { setup } from './setup/index.ts';
import { shifts } from './shifts/index.ts';
import { signals } from './signals/index.ts';
import { staff } from './staff/index.ts';
import { vault } from './vault/index.ts';
import { warnings } from './warnings/index.ts';

export * from './approvals/index.ts';
export * from './audit/index.ts';
export * from './clocks/index.ts';
export * from './common.ts';
export * from './directory/index.ts';
export * from './factors/index.ts';
export * from './files/index.ts';
export * from './live/index.ts';
export * from './loans/index.ts';
export * from './notify/index.ts';
export * from './operation/index.ts';
export * from './params/index.ts';
export * from './retention/index.ts';
export * from './search/index.ts';
export * from './service-keys/index.ts';
export * from './session/index.ts';
export * from './setup/index.ts';
export * from './shifts/index.ts';
export * from './signals/index.ts';
export * from './staff/index.ts';
export * from './terms.ts';
export * from './vault/index.ts';
export * from './warnings/index.ts';

/** All endpoints of `/api/v1`; POST /signals and GET /live are plain routes described beside it. */
export const contract = {
  session,
  setup,
  directory,
  factors,
  serviceKeys,
  signals,
  warnings,
  loans,
  search,
  vault,
  retention,
  audit,
  notify,
  operation,
  files,
  params,
  approvals,
  shifts,
  staff,
};
export type Contract = typeof contract;
