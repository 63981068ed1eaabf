import { paths } from '../paths.ts';

export { auditRoute } from './routes.ts';
/** Its place on the rail. */
export const auditRoom = {
  path: paths.audit,
  act: 'audit.read',
  icon: 'eye',
  space: 'audit',
  Count: undefined,
} as const;
