import { paths } from '../paths.ts';

export { DrillMark } from './drill-mark.tsx';
export { drillRoute } from './routes.ts';
export { Tour } from './tour.tsx';
export { type TourState, useTour } from './use-tour.ts';
/** Its place on the rail; in a real installation it has none. */
export const drillRoom = {
  path: paths.drill,
  act: 'drill.run',
  icon: 'clock',
  space: 'drill',
  Count: undefined,
} as const;
