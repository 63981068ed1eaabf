import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { staffMemberRoute, staffRoute } from './routes.ts';
/** Its place on the rail. */
export const staffRoom = {
  path: paths.staff,
  act: 'staff.read',
  icon: 'card',
  Label: RoomLabel,
  Count: undefined,
} as const;
