import { paths } from '../paths.ts';

export { retentionRoute } from './routes.ts';
/** Its place on the rail. */
export const retentionRoom = {
  path: paths.retention,
  act: 'retention.manage',
  icon: 'file',
  space: 'retention',
  Count: undefined,
} as const;
