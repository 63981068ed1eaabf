import { paths } from '../paths.ts';

export { zeroingRoute } from './routes.ts';
/** Its place on the rail. */
export const zeroingRoom = {
  path: paths.zeroing,
  act: 'zeroing.read',
  icon: 'check',
  space: 'zeroing',
  Count: undefined,
} as const;
