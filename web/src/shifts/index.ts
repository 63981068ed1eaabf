import { paths } from '../paths.ts';
import { UnseenCount } from './count.tsx';
import { RoomLabel } from './room-label.tsx';

export { DutyMark } from './duty-mark.tsx';
export { shiftsRoute } from './routes.ts';
/** Its place on the rail. */
export const shiftsRoom = {
  path: paths.shifts,
  act: 'shifts.read',
  icon: 'clock',
  Label: RoomLabel,
  Count: UnseenCount,
} as const;
