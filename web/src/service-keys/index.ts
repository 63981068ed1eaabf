import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { serviceKeysRoute } from './routes.ts';
/** Its place on the rail. */
export const serviceKeysRoom = {
  path: paths.serviceKeys,
  act: 'keys.manage',
  icon: 'key',
  Label: RoomLabel,
  Count: undefined,
} as const;
