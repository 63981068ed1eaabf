import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { useFind } from './find.ts';
export { searchRoutes } from './routes.ts';
/** Its place on the rail. */
export const searchRoom = {
  path: paths.search,
  act: 'vault.search',
  icon: 'search',
  Label: RoomLabel,
  Count: undefined,
} as const;
