import { paths } from '../paths.ts';

export { dissuasionRoute } from './routes.ts';
/** Its place on the rail. */
export const dissuasionRoom = {
  path: paths.dissuasion,
  act: 'warnings.read',
  icon: 'eye',
  space: 'dissuasion',
  Count: undefined,
} as const;
