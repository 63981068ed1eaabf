import { paths } from '../paths.ts';

export { staffMemberRoute, staffRoute } from './routes.ts';
/** Its place on the rail. */
export const staffRoom = {
  path: paths.staff,
  act: 'staff.read',
  icon: 'card',
  space: 'staff',
  Count: undefined,
} as const;
