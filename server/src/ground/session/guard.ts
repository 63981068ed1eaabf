import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../http/index.ts';
import { cookieName, csrfHeader, sameSecret } from './tokens.ts';

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changing requests that another site made the browser send: by where they come from, and for a cookie session
 * also by the token that only our own pages know. Outside systems send no cookie and no Origin and pass.
 * @returns whether it was refused; undefined when there was nothing to look up and it may go on
 */
export function guardChanges(request: FastifyRequest, reply: FastifyReply): Promise<boolean> | undefined {
  if (harmless.has(request.method)) return undefined;
  if (comesFromElsewhere(request)) return refuse(reply, 'CROSS_SITE', elsewhere);
  if (request.routeOptions.config.beforeSession === true) return undefined;
  return request.cookies[cookieName] === undefined ? undefined : guardSession(request, reply);
}

const elsewhere = '请求来自别的网站,已拒绝。请直接打开本系统操作。';
const outdated = '页面已过期,请刷新后重试。';

async function refuse(reply: FastifyReply, code: string, sentence: string): Promise<true> {
  sendProblem(reply, 403, code, sentence);
  return true;
}

async function guardSession(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const session = await request.auth.find();
  if (session === null) return false;
  const sent = request.headers[csrfHeader];
  if (typeof sent === 'string' && sameSecret(sent, session.csrf)) return false;
  return refuse(reply, 'CSRF', outdated);
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
