import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { retentionRoute } from './routes.ts';
/** Its place on the rail. */
export const retentionRoom = {
  path: paths.retention,
  act: 'retention.manage',
  icon: 'file',
  Label: RoomLabel,
  Count: undefined,
} as const;
