import { paths } from '../paths.ts';
import { UnseenCount } from './count.tsx';

export { DutyMark } from './duty-mark.tsx';
export { shiftsRoute } from './routes.ts';
/** Its place on the rail. */
export const shiftsRoom = {
  path: paths.shifts,
  act: 'shifts.read',
  icon: 'clock',
  space: 'shifts',
  Count: UnseenCount,
} as const;
