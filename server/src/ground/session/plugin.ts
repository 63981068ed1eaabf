import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/index.ts';
import type { Params } from '../params/index.ts';
import type { RequestAuth } from './context.ts';
import { guardChanges } from './guard.ts';
import { createRequestAuth } from './request-auth.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends this request. */
    auth: RequestAuth;
  }
  interface FastifyContextConfig {
    /** Used before anybody is signed in: where it comes from is checked, no token is asked for. */
    beforeSession?: boolean;
    /** Not a sign of life of the person (streams). */
    background?: boolean;
  }
}

/** Gives every request its `auth` and guards what changes something. */
export async function registerSession(
  server: FastifyInstance,
  deps: { db: Db; params: Params },
): Promise<void> {
  await server.register(cookie);
  server.addHook('onRequest', (request, reply, done) => {
    request.auth = createRequestAuth(request, reply, deps);
    const guarding = guardChanges(request, reply);
    if (guarding === undefined) return done();
    // Not by whether the reply is sent yet: that takes its time.
    guarding.then((refused) => refused || done(), done);
  });
}
