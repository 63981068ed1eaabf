import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { vaultRoute } from './routes.ts';
/** Its place on the rail. */
export const vaultRoom = {
  path: paths.vault,
  act: 'vault.figures',
  icon: 'eye',
  Label: RoomLabel,
  Count: undefined,
} as const;
