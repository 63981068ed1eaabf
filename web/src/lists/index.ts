import { paths } from '../paths.ts';

export { listsRoute } from './routes.ts';
/** Its place on the rail. */
export const listsRoom = {
  path: paths.lists,
  act: 'warnings.read',
  icon: 'table',
  space: 'lists',
  Count: undefined,
} as const;
