import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** Policy of a page. Answers that are no pages load nothing, so that a file shown by mistake runs nothing. */
export function contentPolicy(nonce?: string): string {
  if (nonce === undefined) return "default-src 'none'; frame-ancestors 'none'";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');
}

/** Headers of every answer, also of errors; a route may set its own policy and cache rule before. */
export function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    setSecurityHeaders(request, reply);
    done();
  });
}

/** What every answer carries, also one to what is no request at all. */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()',
  'content-security-policy': contentPolicy(),
  'cache-control': 'no-store',
};

export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ 'x-request-id': request.id, ...securityHeaders });
  if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
}

/** An HTML page: its own nonce, never stored by a cache. */
export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  const nonce = newNonce();
  return reply
    .code(status)
    .headers({ 'content-security-policy': contentPolicy(nonce), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(html.replaceAll('__CSP_NONCE__', nonce));
}
