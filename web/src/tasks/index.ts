import type { Role } from '@lanzha/contract';
import { paths } from '../paths.ts';

export { tasksRoute } from './routes.ts';
/** Its place on the rail. */
export const tasksRoom = {
  path: paths.tasks,
  act: 'warnings.handle',
  icon: 'tasks',
  space: 'tasks',
  Count: undefined,
} as const;

const afoot: readonly Role[] = ['station_officer', 'grid_worker'];
/** Who works in the street comes in here, with the phone in the hand. */
export const startsWithTasks = (roles: readonly Role[], phone: boolean): boolean =>
  phone && roles.some((role) => afoot.includes(role));
