import type { FastifyInstance } from 'fastify';
import { rightsMark } from '../directory/index.ts';
import { sendProblem } from '../http/index.ts';
import type { Live } from './live.ts';

/** A stream is cut after this time; the browser comes back with its last event id and newly read rights. */
const maxAgeMs = 30 * 60_000;

/** `GET /api/v1/live`: server-sent events of contract/src/live for the signed-in person. */
export function liveRoutes(server: FastifyInstance, live: Live): void {
  server.get('/api/v1/live', { config: { background: true } }, async (request, reply) => {
    const session = await request.auth.find();
    if (session === null) return sendProblem(reply, 401, 'UNAUTHORIZED', '请先登录。');
    const { actor, hash: sessionHash } = session;
    if (actor.mustChangePassword) return sendProblem(reply, 403, 'FORBIDDEN', '请先修改初始口令。');
    if (session.factor.mustEnrol) return sendProblem(reply, 403, 'FORBIDDEN', '请先启用动态码。');
    if (!live.hasRoomFor(actor.id)) {
      return sendProblem(reply, 429, 'TOO_MANY_REQUESTS', '打开的页面太多,请关闭一些再试。');
    }
    const lastEventId = request.headers['last-event-id'];
    reply.hijack();
    const { raw } = reply;
    // Gone while the session was looked up: its end was told before anybody listened, and will not be told again.
    if (raw.destroyed) return;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 3000\n\n');
    const rights = rightsMark(actor.unitId, actor.roles);
    const who = { sessionHash, personId: actor.id, scope: actor.scope, rights };
    const viewer = live.open(raw, who, typeof lastEventId === 'string' ? lastEventId : undefined);
    const age = setTimeout(() => live.end(viewer), maxAgeMs).unref();
    const leave = () => {
      clearTimeout(age);
      live.leave(viewer);
    };
    raw.once('close', leave);
    if (raw.destroyed) leave();
  });
}
