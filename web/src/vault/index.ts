import { paths } from '../paths.ts';

export { vaultRoute } from './routes.ts';
/** Its place on the rail. */
export const vaultRoom = {
  path: paths.vault,
  act: 'vault.figures',
  icon: 'eye',
  space: 'vault',
  Count: undefined,
} as const;
