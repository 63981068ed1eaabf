import { lazy } from 'react';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';

export { scriptsRoute } from './routes.ts';
/** Its place on the rail. */
export const scriptsRoom = {
  path: paths.scripts,
  act: 'warnings.read',
  icon: 'phone',
  space: 'scripts',
  Count: undefined,
} as const;

/** Shown inside another room's page: brings its own words with it. */
export const ScriptPart = lazy(async () => {
  const [{ ScriptPart: component }] = await Promise.all([import('./script-part.tsx'), loadWords('scripts')]);
  return { default: component };
});
