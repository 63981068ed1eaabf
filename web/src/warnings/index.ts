import { lazy } from 'react';
import { paths } from '../paths.ts';
import { OpenCount } from './count.tsx';

export { warningsRoute } from './routes.ts';
/** A masked value of a warning with an eye that asks why; needs the words of this room. */
export const Revealable = lazy(() =>
  import('./detail/revealable.tsx').then((part) => ({ default: part.Revealable })),
);
/** Its place on the rail. */
export const warningsRoom = {
  path: paths.warnings,
  act: 'warnings.read',
  icon: 'alert',
  space: 'warnings',
  Count: OpenCount,
} as const;
