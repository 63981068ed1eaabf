import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../http/index.ts';
import { csrfHeader, sameSecret } from './tokens.ts';

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changing requests that another site made the browser send: by where they come from, and for a cookie session
 * also by the token that only our own pages know. Outside systems send no cookie and no Origin and pass.
 */
export async function guardChanges(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (harmless.has(request.method)) return;
  if (comesFromElsewhere(request)) {
    return sendProblem(reply, 403, 'CROSS_SITE', '请求来自别的网站,已拒绝。请直接打开本系统操作。');
  }
  if (request.routeOptions.config.beforeSession === true) return;
  const session = await request.auth.find();
  if (session === null) return;
  const sent = request.headers[csrfHeader];
  if (typeof sent !== 'string' || !sameSecret(sent, session.csrf)) {
    return sendProblem(reply, 403, 'CSRF', '页面已过期,请刷新后重试。');
  }
}

function comesFromElsewhere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin } = request.headers;
  return origin !== undefined && hostOf(origin) !== request.host.toLowerCase();
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
