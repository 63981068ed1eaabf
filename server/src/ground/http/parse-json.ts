import type { FastifyInstance } from 'fastify';

/**
 * Bodies are JSON only: the types a foreign form can send without asking (text, form) are refused. An empty body counts
 * as none, since some clients name a type without sending anything.
 */
export function parseJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body, done);
  });
}
