import { paths } from '../paths.ts';

export { DiskNotice } from './disk-notice.tsx';
export { operationRoute } from './routes.ts';
/** Its place on the rail. */
export const operationRoom = {
  path: paths.operation,
  act: 'operation.manage',
  icon: 'machine',
  space: 'operation',
  Count: undefined,
} as const;
