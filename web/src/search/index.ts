import { paths } from '../paths.ts';

export { useFind } from './find.ts';
export { searchRoutes } from './routes.ts';
/** Its place on the rail. */
export const searchRoom = {
  path: paths.search,
  act: 'vault.search',
  icon: 'search',
  space: 'search',
  Count: undefined,
} as const;
