import type { AnyContractProcedure } from '@orpc/contract';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { type AnyRouter, type Context, ORPCError, traverseContractProcedures } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Logger } from 'pino';
import { describeError } from './describe-error.ts';
import { isNoRoom, noRoom } from './no-room.ts';
import { internalMessage } from './problem.ts';
import { isTooBusy, tooBusy } from './too-busy.ts';

export interface MountOptions<T extends Context> {
  prefix: `/${string}`;
  contextOf(request: FastifyRequest, reply: FastifyReply): T;
  /** Endpoints used before anybody is signed in; the session guard asks no token of them. */
  beforeSession: readonly AnyContractProcedure[];
}

/** Mounts endpoints of the contract, each under its own pattern, so that the log names patterns and never addresses. */
export function mountContract<T extends Context & { requestId: string }>(
  server: FastifyInstance,
  router: AnyRouter,
  { prefix, contextOf, beforeSession }: MountOptions<T>,
): void {
  const handler = new OpenAPIHandler<T>(router, {
    clientInterceptors: [
      ({ next, context }) =>
        next().catch((error: unknown) =>
          Promise.reject(tell(error, context.requestId, server.log as Logger)),
        ),
    ],
    customErrorResponseBodyEncoder: (error) =>
      error.defined ? undefined : { ...error.toJSON(), message: plain(error) },
  });
  traverseContractProcedures({ router, path: [] }, ({ contract }) => {
    const { method = 'POST', path } = contract['~orpc'].route;
    if (path === undefined) throw new TypeError('every endpoint of the contract names its path');
    server.route({
      method: method as HTTPMethods,
      url: prefix + path.replace(/\{(\w+)\}/g, ':$1'),
      config: {
        beforeSession: beforeSession.some((open) => open['~orpc'].route === contract['~orpc'].route),
      },
      handler: async (request, reply) => {
        const { matched } = await handler.handle(request, reply, {
          prefix,
          context: contextOf(request, reply),
        });
        return matched ? reply : reply.callNotFound();
      },
    });
  });
}

/** What the contract declares goes out as it is; wrong input becomes a sentence; all else is ours to mend. */
function tell(error: unknown, requestId: string, log: Logger): unknown {
  if (error instanceof ORPCError) {
    if (error.defined) return error;
    const issues = issuesOf(error);
    if (error.code === 'BAD_REQUEST' && issues !== undefined) {
      const first = issues[0];
      const where = first === undefined || first.path === '' ? '' : `「${first.path}」`;
      const message = `提交的内容有误:${where}${first?.message ?? '格式不对'}`;
      return new ORPCError('BAD_REQUEST', { status: 400, message, data: { issues } });
    }
  }
  if (isNoRoom(error)) return new ORPCError(noRoom.code, { status: noRoom.status, message: noRoom.message });
  if (isTooBusy(error)) {
    log.warn({ reqId: requestId, err: describeError(error) }, 'too busy');
    return new ORPCError(tooBusy.code, { status: tooBusy.status, message: tooBusy.message });
  }
  if (isBadValue(error)) {
    // A value that the contract lets through and the database cannot hold: the caller's fault, and ours to refuse earlier.
    log.error({ reqId: requestId, err: describeError(error) }, 'value refused by the database');
    return new ORPCError('BAD_REQUEST', {
      status: 400,
      message: '提交的内容有误:其中有不能保存或查找的字符、日期或数值。',
    });
  }
  log.error({ reqId: requestId, err: describeError(error) }, 'unexpected error');
  return new ORPCError('INTERNAL_SERVER_ERROR', { status: 500, message: internalMessage(requestId) });
}

/** PostgreSQL's codes for: no such instant or beyond range, no text of this encoding, no value of this type. */
const badValues = ['22003', '22007', '22008', '22021', '22P02', '22P05'];

function isBadValue(error: unknown): boolean {
  return (
    error instanceof Error && 'severity' in error && 'code' in error && badValues.includes(String(error.code))
  );
}

interface Issue {
  path: string;
  message: string;
}

function issuesOf(error: ORPCError<string, unknown>): Issue[] | undefined {
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return undefined;
  return data.issues.map((issue: { path?: readonly unknown[]; message?: unknown; format?: unknown }) => ({
    path: (issue.path ?? []).map(String).join('.'),
    message: issue.format === 'regex' ? '格式不正确' : String(issue.message ?? ''), // nobody reads a pattern
  }));
}

/** Words of the library that reach nobody's eyes in English. */
function plain(error: ORPCError<string, unknown>): string {
  return error.message.startsWith('Malformed request') ? '请求内容不能读取,请检查格式。' : error.message;
}
