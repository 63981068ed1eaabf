import { contract } from '@lanzha/contract';
import type { FastifyInstance } from 'fastify';
import { signalBatchRoute, signalsRoutes } from '../facts/signals/signals.routes.ts';
import { auditExportRoute, auditRoutes } from '../ground/audit/audit.routes.ts';
import { directoryRoutes } from '../ground/directory/directory.routes.ts';
import type { Job } from '../ground/jobs/index.ts';
import { liveJobs } from '../ground/live/live.jobs.ts';
import { liveRoutes } from '../ground/live/live.routes.ts';
import { sessionJobs } from '../ground/session/session.jobs.ts';
import { sessionRoutes } from '../ground/session/session.routes.ts';
import { setupRoutes } from '../ground/setup/setup.routes.ts';
import { warningsRoutes } from '../work/warnings/warnings.routes.ts';
import type { Ground } from './ground.ts';

/** The endpoints of the contract, room by room. */
export function contractRoutes(ground: Ground) {
  return {
    session: sessionRoutes(ground),
    setup: setupRoutes(ground),
    directory: directoryRoutes(),
    signals: signalsRoutes(ground),
    warnings: warningsRoutes(ground),
    audit: auditRoutes(ground),
  };
}

/** Endpoints that a browser calls before anybody is signed in. */
export const beforeSession = [contract.session.create, contract.setup.complete];

/** Routes that are no endpoints of the contract: streams, uploads, batches. */
export async function plainRoutes(server: FastifyInstance, ground: Ground): Promise<void> {
  liveRoutes(server, ground.live);
  auditExportRoute(server, ground);
  await server.register((inner) => signalBatchRoute(inner, ground));
}

export function jobsOf(ground: Ground): Job[] {
  return [...sessionJobs(ground.params), ...liveJobs()];
}
