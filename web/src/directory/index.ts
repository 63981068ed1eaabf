import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { directoryRoute } from './routes.ts';
/** Its place on the rail. */
export const directoryRoom = {
  path: paths.directory,
  act: 'directory.read',
  icon: 'people',
  Label: RoomLabel,
  Count: undefined,
} as const;
