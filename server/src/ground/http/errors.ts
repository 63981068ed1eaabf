import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from './describe-error.ts';
import { isNoRoom, noRoom } from './no-room.ts';
import { internalMessage, sendProblem } from './problem.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { isTooBusy, tooBusy } from './too-busy.ts';

/** What fastify refuses by itself (parsing, sizes, types), in words for people. */
const sentences: Readonly<Record<string, readonly [status: number, sentence: string, code?: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, '提交的内容太大。请分批提交。', 'TOO_LARGE'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    '不支持这种内容类型。请用 application/json 提交。',
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, '内容长度与请求头不符,可能在传输中断开。请重试。'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, '请求没有内容。'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, '请求内容不是正确的 JSON。'],
  FST_ERR_BAD_URL: [400, '网址格式不正确。'],
  FST_ERR_MAX_PARAM_LENGTH: [414, '网址太长。'],
  FST_ERR_ASYNC_CONSTRAINT: [400, '请求不正确。'],
};

/** The one place where an error that no contract declares becomes an HTTP answer: a sentence, never a stack. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler(answerError);
}

/** What fastify refuses before any route and any hook: an address that cannot be read. */
export function answerBadAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(request, reply);
  answerError(error, request, reply);
  request.log.info({ method: request.method, route: 'none', status: reply.statusCode }, 'request');
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = sentences[error.code] ?? otherRefusal(error);
  if (known !== undefined) {
    const [status, sentence, code = 'BAD_REQUEST'] = known;
    if (status === 413) reply.header('connection', 'close'); // the rest of the body is not read
    return sendProblem(reply, status, code, sentence);
  }
  if (isNoRoom(error)) {
    reply.header('retry-after', noRoom.retryAfter);
    return sendProblem(reply, noRoom.status, noRoom.code, noRoom.message);
  }
  if (isTooBusy(error)) {
    request.log.warn({ err: describeError(error) }, 'too busy');
    reply.header('retry-after', tooBusy.retryAfter);
    return sendProblem(reply, tooBusy.status, tooBusy.code, tooBusy.message);
  }
  request.log.error({ err: describeError(error) }, 'unexpected error');
  return sendProblem(reply, 500, 'INTERNAL_SERVER_ERROR', internalMessage(request.id));
}

function otherRefusal(error: FastifyError): readonly [number, string] | undefined {
  return error.statusCode === 400 ? [400, '请求内容不正确。'] : undefined;
}
