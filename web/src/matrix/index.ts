import { paths } from '../paths.ts';

export { matrixRoute } from './routes.ts';
/** Its place on the rail. */
export const matrixRoom = {
  path: paths.matrix,
  act: 'directory.matrix',
  icon: 'filter',
  space: 'matrix',
  Count: undefined,
} as const;
