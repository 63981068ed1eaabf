import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { matrixRoute } from './routes.ts';
/** Its place on the rail. */
export const matrixRoom = {
  path: paths.matrix,
  act: 'directory.matrix',
  icon: 'filter',
  Label: RoomLabel,
  Count: undefined,
} as const;
