import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { LentLine } from './lent-line.tsx';
export { loansRoute } from './routes.ts';
/** Its place on the rail. */
export const loansRoom = {
  path: paths.loans,
  act: 'warnings.read',
  icon: 'copy',
  Label: RoomLabel,
  Count: undefined,
} as const;
