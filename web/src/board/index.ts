import { paths } from '../paths.ts';

export { boardRoutes } from './routes.ts';
/** Its place on the rail. */
export const boardRoom = {
  path: paths.board,
  act: 'board.read',
  icon: 'bars',
  space: 'board',
  Count: undefined,
} as const;
