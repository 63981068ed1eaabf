import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { answerClientError } from './client-errors.ts';
import { answerBadAddress, answerErrors } from './errors.ts';
import { logOfRequest, logRequests } from './log-requests.ts';
import { onlyThroughProxy } from './only-through-proxy.ts';
import { parseJson } from './parse-json.ts';
import { requestIdOf } from './request-id.ts';
import { addSecurityHeaders } from './security-headers.ts';

export interface HttpOptions {
  logger: Logger;
  /** PEM texts; without them plain HTTP. */
  tls?: { cert: string; key: string } | undefined;
  /** Addresses of the reverse proxies whose X-Forwarded-* headers are believed. */
  proxies?: readonly string[] | undefined;
  /** A client must have sent its headers within this time. */
  headersTimeoutMs?: number;
  /** … and the whole request within this. */
  requestTimeoutMs?: number;
}

const bodyLimit = 1 << 20;

declare module 'fastify' {
  interface FastifyRequest {
    /** For the log: the signed-in person, once somebody asked. */
    personId: string | null;
  }
}

/** A server with everything that does not depend on what is served: ids, log, headers, limits, refusals. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { headersTimeoutMs = 15_000, requestTimeoutMs = 60_000 } = options;
  const limits = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(5_000, headersTimeoutMs),
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16_384,
  };
  const loggerInstance: FastifyBaseLogger = options.logger;
  const server = Fastify({
    serverFactory: (handler: RequestListener) =>
      options.tls === undefined
        ? createHttpServer(limits, handler)
        : createHttpsServer({ ...limits, ...options.tls, minVersion: 'TLSv1.2' }, handler),
    loggerInstance,
    childLoggerFactory: logOfRequest,
    genReqId: requestIdOf,
    trustProxy: options.proxies === undefined ? false : [...options.proxies],
    bodyLimit,
    forceCloseConnections: 'idle',
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: answerClientError,
    frameworkErrors: answerBadAddress,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  server.decorateRequest('personId', null);
  addSecurityHeaders(server);
  logRequests(server);
  if (options.tls === undefined && options.proxies !== undefined) onlyThroughProxy(server, options.proxies);
  parseJson(server);
  answerErrors(server);
  return server;
}
