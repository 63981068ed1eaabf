import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/index.ts';
import type { Params } from '../params/index.ts';
import type { LiveSession, RequestAuth } from './context.ts';
import { findSession } from './sessions.ts';
import { backgroundHeader, cookieName } from './tokens.ts';

/** Who sends a request, looked up once when first asked. */
export function createRequestAuth(
  request: FastifyRequest,
  reply: FastifyReply,
  { db, params }: { db: Db; params: Params },
): RequestAuth {
  let looking: Promise<LiveSession | null> | undefined;
  const token = request.cookies[cookieName];
  // Streams and the browser's own polling are no sign of life: a person who left must be signed out.
  const touch =
    request.routeOptions.config.background !== true && request.headers[backgroundHeader] === undefined;

  async function look(): Promise<LiveSession | null> {
    const session = token === undefined ? null : await findSession(db.pool, token, params, touch);
    request.personId = session?.actor.id ?? null;
    return session;
  }
  return {
    find() {
      looking ??= look();
      return looking;
    },
    setCookie(fresh) {
      const options = {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
      } as const;
      if (fresh === null) reply.clearCookie(cookieName, options);
      else reply.setCookie(cookieName, fresh, options);
    },
  };
}
