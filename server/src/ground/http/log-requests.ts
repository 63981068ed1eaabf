import type { FastifyInstance } from 'fastify';

/** One line for each answer: the route's pattern instead of the address, no body, no address of the client. */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? (request.is404 ? 'unknown' : 'none');
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const line = { method: request.method, route, status: reply.statusCode, ms, person: request.personId };
    request.log.info(line, 'request');
  });
}
