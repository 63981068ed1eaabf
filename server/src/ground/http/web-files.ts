import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.ts';
import { sendPage } from './security-headers.ts';

const notBuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>拦诈</title>
<p>界面还没有构建。请在程序目录执行 <code>npm run build</code>,然后刷新本页。</p></html>`;

/**
 * The built web pages. A page carries a nonce of its own; paths that are no file open the application's page, which
 * finds its way by the address; files with a hash in their name are kept by browsers for good.
 */
export async function serveWeb(server: FastifyInstance, root: string): Promise<void> {
  await server.register(fastifyStatic, {
    root,
    serve: false,
    preCompressed: true,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(root, 'assets'));
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page = async (reply: FastifyReply, name: string) => {
    const html = await readFile(join(root, name), 'utf8').catch(() => undefined);
    if (html === undefined) return false;
    sendPage(reply, html); // not awaited: a reply is a thenable of its own
    return true;
  };
  const application = async (reply: FastifyReply) => {
    if (!(await page(reply, 'index.html'))) sendPage(reply, notBuilt, 503);
    return reply;
  };

  server.get('/*', async (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
    const path = normalize(request.params['*']);
    if (path.startsWith('..') || /[\0\\]/.test(path)) return reply.callNotFound();
    if (path === '.' || path === '') return application(reply);
    if (/^[\w-]+\.html$/.test(path)) {
      if (!(await page(reply, path))) reply.callNotFound();
      return reply;
    }
    return reply.sendFile(path);
  });
  server.setNotFoundHandler((request, reply) => {
    if (isFace(request)) return sendProblem(reply, 404, 'NOT_FOUND', '没有这个接口。');
    const asksForPage = request.method === 'GET' || request.method === 'HEAD';
    if (asksForPage && !/\.\w+$/.test(pathOf(request))) return application(reply);
    return reply.code(404).type('text/plain; charset=utf-8').send('没有这个文件。');
  });
}

function isFace(request: FastifyRequest): boolean {
  return /^\/(api|healthz|readyz|metrics)(\/|$)/.test(pathOf(request));
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
