import { join } from 'node:path';
import { buildStale, buildSteps } from '../scripts/build/index.ts';

/** Global set-up of the project `e2e`: journeys see the interface as it is built from the present sources. */
export default async function buildFirst(): Promise<void> {
  await buildStale(join(import.meta.dirname, '..'), buildSteps, console.error);
}
