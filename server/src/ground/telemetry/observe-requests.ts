import type { FastifyInstance } from 'fastify';
import { atTurnsEnd } from '../http/index.ts';
import type { Telemetry } from './telemetry.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts each answer under the pattern of its route: an address may carry anything, a pattern does not. */
export function observeRequests(server: FastifyInstance, telemetry: Telemetry): void {
  const count = atTurnsEnd<Parameters<Telemetry['request']>>((all) => {
    for (const one of all) telemetry.request(...one);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? (request.is404 ? 'unknown' : 'none');
    const method = methods.has(request.method) ? request.method : 'other';
    count([method, route, reply.statusCode, reply.elapsedTime / 1_000]);
    done();
  });
}
