import type { FastifyInstance } from 'fastify';
import { inList } from '../config/index.ts';
import { sendProblem } from './problem.ts';
import { sendPage } from './security-headers.ts';

/** What machines of the same network may ask past the proxy: it holds nothing of anybody, and metrics ask for their token. */
const probes = new Set(['/healthz', '/readyz', '/metrics']);
const sentence = '请用反向代理的网址打开:直接连到这台服务器,口令和个人信息在网络上不加密。';
const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>拦诈</title><p>${sentence}</p></html>`;

/** A server that leaves encryption to proxies answers nobody who comes past them. */
export function onlyThroughProxy(server: FastifyInstance, proxies: readonly string[]): void {
  const isProxy = inList(proxies);
  server.addHook('onRequest', (request, reply, done) => {
    if (isProxy(request.socket.remoteAddress ?? '')) return done();
    if (probes.has(request.routeOptions.url ?? '')) return done();
    // Who is refused goes no further, also while the refusal is being sent.
    if (/\btext\/html\b/.test(request.headers.accept ?? '')) sendPage(reply, page, 421);
    else sendProblem(reply, 421, 'PAST_THE_PROXY', sentence);
  });
}
