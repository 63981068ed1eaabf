import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { DiskNotice } from './disk-notice.tsx';
export { operationRoute } from './routes.ts';
/** Its place on the rail. */
export const operationRoom = {
  path: paths.operation,
  act: 'operation.manage',
  icon: 'machine',
  Label: RoomLabel,
  Count: undefined,
} as const;
