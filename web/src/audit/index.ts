import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { auditRoute } from './routes.ts';
/** Its place on the rail. */
export const auditRoom = {
  path: paths.audit,
  act: 'audit.read',
  icon: 'eye',
  Label: RoomLabel,
  Count: undefined,
} as const;
