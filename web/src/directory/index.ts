import { paths } from '../paths.ts';

export { directoryRoute } from './routes.ts';
/** Its place on the rail. */
export const directoryRoom = {
  path: paths.directory,
  act: 'directory.read',
  icon: 'people',
  space: 'directory',
  Count: undefined,
} as const;
