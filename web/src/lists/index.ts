import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { listsRoute } from './routes.ts';
/** Its place on the rail. */
export const listsRoom = {
  path: paths.lists,
  act: 'warnings.read',
  icon: 'table',
  Label: RoomLabel,
  Count: undefined,
} as const;
