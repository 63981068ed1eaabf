import { paths } from '../paths.ts';
import { RoomLabel, WaitingCount } from './count.tsx';

export { approvalsRoute } from './routes.ts';
/** Its place on the rail. */
export const approvalsRoom = {
  path: paths.approvals,
  act: 'approvals.read',
  icon: 'check',
  Label: RoomLabel,
  Count: WaitingCount,
} as const;
