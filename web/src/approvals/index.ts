import { paths } from '../paths.ts';
import { WaitingCount } from './count.tsx';

export { approvalsRoute } from './routes.ts';
/** Its place on the rail. */
export const approvalsRoom = {
  path: paths.approvals,
  act: 'approvals.read',
  icon: 'check',
  space: 'approvals',
  Count: WaitingCount,
} as const;
