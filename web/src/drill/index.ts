import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { drillRoute } from './routes.ts';
export { Tour } from './tour.tsx';
/** Its place on the rail; in a real installation it has none. */
export const drillRoom = {
  path: paths.drill,
  act: 'drill.run',
  icon: 'clock',
  Label: RoomLabel,
  Count: undefined,
} as const;
