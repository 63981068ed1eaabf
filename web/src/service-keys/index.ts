import { paths } from '../paths.ts';

export { serviceKeysRoute } from './routes.ts';
/** Its place on the rail. */
export const serviceKeysRoom = {
  path: paths.serviceKeys,
  act: 'keys.manage',
  icon: 'key',
  space: 'service-keys',
  Count: undefined,
} as const;
