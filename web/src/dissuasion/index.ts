import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { dissuasionRoute } from './routes.ts';
/** Its place on the rail. */
export const dissuasionRoom = {
  path: paths.dissuasion,
  act: 'warnings.read',
  icon: 'eye',
  Label: RoomLabel,
  Count: undefined,
} as const;
