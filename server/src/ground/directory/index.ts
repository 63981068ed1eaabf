export { type Actor, rightsMark } from './actor.ts';
export { openServiceKeys, type ServiceKey, type ServiceKeys } from './authenticate-key.ts';
export { type Division, divisionsBelow, divisionsOfCounty, findCounties } from './division.ts';
export { findActor } from './find-actor.ts';
export { keyApprovals } from './key-approvals.ts';
export { createPerson, disableAtConsole, type NewPerson } from './people.ts';
export { actsOf, rolesExclude, rolesThatMay } from './permissions.ts';
export { addPlaces } from './places.ts';
export { rightsApprovals } from './rights-approvals.ts';
export {
  createServiceKey,
  listServiceKeys,
  revokeServiceKey,
  type ServiceKeyRow,
} from './service-keys.ts';
export { createUnit, type NewUnit } from './units.ts';
