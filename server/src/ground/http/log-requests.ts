import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { atTurnsEnd } from './at-turns-end.ts';

/** One line for each answer: the route's pattern instead of the address, no body, no address of the client. */
export function logRequests(server: FastifyInstance): void {
  const say = atTurnsEnd<object>((lines) => {
    for (const line of lines) server.log.info(line, 'request');
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? (request.is404 ? 'unknown' : 'none');
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const { id: reqId, method, personId: person } = request;
    say({ reqId, method, route, status: reply.statusCode, ms, person });
    done();
  });
}

type Bindings = Parameters<FastifyBaseLogger['child']>[0];
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** A logger of its own for a request that says more than its one line, which few do: it is made when it is first used. */
export function logOfRequest(logger: FastifyBaseLogger, bindings: Bindings): FastifyBaseLogger {
  return new RequestLog(logger, bindings) as unknown as FastifyBaseLogger;
}

class RequestLog {
  private made: FastifyBaseLogger | undefined;
  private readonly parent: FastifyBaseLogger;
  private readonly bindings: Bindings;

  constructor(parent: FastifyBaseLogger, bindings: Bindings) {
    this.parent = parent;
    this.bindings = bindings;
  }
  own(): FastifyBaseLogger {
    this.made ??= this.parent.child(this.bindings);
    return this.made;
  }
  get level(): string {
    return this.parent.level;
  }
  silent(): void {}
  child(...args: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.own().child(...args);
  }
  static {
    for (const level of levels)
      Object.defineProperty(RequestLog.prototype, level, {
        value(this: RequestLog, ...args: Parameters<FastifyBaseLogger['info']>) {
          this.own()[level](...args);
        },
      });
  }
}
