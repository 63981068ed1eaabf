import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { linksRoute } from './routes.ts';
/** Its place on the rail. */
export const linksRoom = {
  path: paths.links,
  act: 'links.read',
  icon: 'filter',
  Label: RoomLabel,
  Count: undefined,
} as const;
