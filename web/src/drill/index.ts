import { paths } from '../paths.ts';

export { drillRoute } from './routes.ts';
export { Tour } from './tour.tsx';
/** Its place on the rail; in a real installation it has none. */
export const drillRoom = {
  path: paths.drill,
  act: 'drill.run',
  icon: 'clock',
  space: 'drill',
  Count: undefined,
} as const;
