import { lazy } from 'react';
import { loadWords } from '../i18n/index.ts';
import { paths } from '../paths.ts';

export { incidentRoute, incidentsRoute } from './routes.ts';
/** Its place on the rail. */
export const incidentsRoom = {
  path: paths.incidents,
  act: 'incidents.read',
  icon: 'file',
  space: 'incidents',
  Count: undefined,
} as const;

/** Shown inside another room's page: brings its own words with it. */
export const IncidentLine = lazy(async () => {
  const [{ IncidentLine: component }] = await Promise.all([
    import('./incident-line.tsx'),
    loadWords('incidents'),
  ]);
  return { default: component };
});
