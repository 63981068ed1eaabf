import { paths } from '../paths.ts';

export { linksRoute } from './routes.ts';
/** Its place on the rail. */
export const linksRoom = {
  path: paths.links,
  act: 'links.read',
  icon: 'filter',
  space: 'links',
  Count: undefined,
} as const;
