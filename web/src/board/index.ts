import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { boardRoutes } from './routes.ts';
/** Its place on the rail. */
export const boardRoom = {
  path: paths.board,
  act: 'board.read',
  icon: 'bars',
  Label: RoomLabel,
  Count: undefined,
} as const;
