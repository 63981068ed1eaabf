import type { FastifyInstance } from 'fastify';
import type { Telemetry } from './telemetry.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts each answer under the pattern of its route: an address may carry anything, a pattern does not. */
export function observeRequests(server: FastifyInstance, telemetry: Telemetry): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? (request.is404 ? 'unknown' : 'none');
    const method = methods.has(request.method) ? request.method : 'other';
    telemetry.request(method, route, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
}
