import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { zeroingRoute } from './routes.ts';
/** Its place on the rail. */
export const zeroingRoom = {
  path: paths.zeroing,
  act: 'zeroing.read',
  icon: 'check',
  Label: RoomLabel,
  Count: undefined,
} as const;
