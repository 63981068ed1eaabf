import type { FastifyInstance } from 'fastify';

/** What a load balancer asks; `ready` answers why not, or null. */
export function serveHealth(server: FastifyInstance, ready: () => Promise<string | null>): void {
  server.get('/healthz', { logLevel: 'silent' }, async () => ({ status: 'ok' }));
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const reason = await ready();
    if (reason === null) return { status: 'ready' };
    return reply.code(503).send({ status: 'unready', reason });
  });
}
