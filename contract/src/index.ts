import { approvals } from './approvals/index.ts';
import { audit } from './audit/index.ts';
import { board } from './board/index.ts';
import { directory } from './directory/index.ts';
import { dissuasion } from './dissuasion/index.ts';
import { drill, drillDoor } from './drill/index.ts';
import { factors } from './factors/index.ts';
import { files } from './files/index.ts';
import { incidents } from './incidents/index.ts';
import { links } from './links/index.ts';
import { lists, views } from './lists/index.ts';
import { loans } from './loans/index.ts';
import { notify } from './notify/index.ts';
import { operation } from './operation/index.ts';
import { params } from './params/index.ts';
import { people } from './people/index.ts';
import { retention } from './retention/index.ts';
import { scripts } from './scripts/index.ts';
import { search } from './search/index.ts';
import { serviceKeys } from './service-keys/index.ts';
import { session } from './session/index.ts';
import { setup } from './setup/index.ts';
import { shifts } from './shifts/index.ts';
import { signals } from './signals/index.ts';
import { staff } from './staff/index.ts';
import { tasks } from './tasks/index.ts';
import { vault } from './vault/index.ts';
import { warnings } from './warnings/index.ts';
import { zeroing } from './zeroing/index.ts';

export * from './approvals/index.ts';
export * from './audit/index.ts';
export * from './board/index.ts';
export * from './clocks/index.ts';
export * from './common.ts';
export * from './directory/index.ts';
export * from './dissuasion/index.ts';
export * from './drill/index.ts';
export * from './factors/index.ts';
export * from './files/index.ts';
export * from './incidents/index.ts';
export * from './links/index.ts';
export * from './lists/index.ts';
export * from './live/index.ts';
export * from './loans/index.ts';
export * from './names.ts';
export * from './notify/index.ts';
export * from './operation/index.ts';
export * from './params/index.ts';
export * from './people/index.ts';
export * from './retention/index.ts';
export * from './scripts/index.ts';
export * from './search/index.ts';
export * from './service-keys/index.ts';
export * from './session/index.ts';
export * from './setup/index.ts';
export * from './shifts/index.ts';
export * from './signals/index.ts';
export * from './staff/index.ts';
export * from './tasks/index.ts';
export * from './terms.ts';
export * from './vault/index.ts';
export * from './warnings/index.ts';
export * from './zeroing/index.ts';

/** All endpoints of `/api/v1`; POST /signals and GET /live are plain routes described beside it. */
export const contract = {
  session,
  setup,
  directory,
  factors,
  serviceKeys,
  signals,
  links,
  warnings,
  dissuasion,
  incidents,
  scripts,
  loans,
  lists,
  views,
  people,
  tasks,
  zeroing,
  board,
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
  drill,
  drillDoor,
};
export type Contract = typeof contract;
