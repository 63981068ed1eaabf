import { paths } from '../paths.ts';
import { OpenCount, RoomLabel } from './count.tsx';

export { warningsRoute } from './routes.ts';
/** Its place on the rail. */
export const warningsRoom = {
  path: paths.warnings,
  act: 'warnings.read',
  icon: 'alert',
  Label: RoomLabel,
  Count: OpenCount,
} as const;
