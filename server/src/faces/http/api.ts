import type { FastifyInstance } from 'fastify';
import { createHttp, mountContract, sendProblem, serveHealth, serveWeb } from '../../ground/http/index.ts';
import { registerSession } from '../../ground/session/index.ts';
import { observeRequests } from '../../ground/telemetry/index.ts';
import { beforeSession, contractRoutes, plainRoutes } from '../compose.ts';
import type { Ground } from '../ground.ts';
import { serveOpenApi } from './openapi.ts';

export const prefix = '/api/v1';

export interface Faces {
  webRoot: string;
  /** True once the process is asked to stop. */
  stopping(): boolean;
  /** For tests of slow clients. */
  timeouts?: { headersTimeoutMs?: number; requestTimeoutMs?: number };
}

/** Everything that is reached over HTTP, not yet listening. */
export async function buildServer(ground: Ground, faces: Faces): Promise<FastifyInstance> {
  const { config, db, logger } = ground;
  const server = createHttp({ logger, tls: config.tls, proxies: config.proxies, ...faces.timeouts });
  observeRequests(server, ground.telemetry);
  serveHealth(server, () => readiness(ground, faces));
  await registerSession(server, { db: ground.steadyDb, params: ground.params });
  mountContract(server, contractRoutes(ground), {
    prefix,
    beforeSession,
    contextOf: (request) => ({
      requestId: request.id,
      ip: request.ip,
      agent: request.headers['user-agent'] ?? '',
      auth: request.auth,
      db,
    }),
  });
  serveOpenApi(server, prefix);
  await server.register((inner) => plainRoutes(inner, ground));
  server.all(`${prefix}/*`, (_request, reply) => sendProblem(reply, 404, 'NOT_FOUND', '没有这个接口。'));
  await serveWeb(server, faces.webRoot);
  return server;
}

async function readiness({ steadyDb }: Ground, { stopping }: Faces): Promise<string | null> {
  if (stopping()) return 'stopping';
  const answered = steadyDb.pool.query('SELECT FROM installation').then(
    () => true,
    () => false,
  );
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, 2_000, false).unref());
  return (await Promise.race([answered, late])) ? null : 'database';
}
