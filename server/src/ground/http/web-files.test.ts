import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeServer } from '../../testing/close-server.ts';
import { createHttp } from './server.ts';
import { serveWeb } from './web-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanzha-web-'));
const root = join(folder, 'dist');
mkdirSync(join(root, 'assets'), { recursive: true });
const page = '<!doctype html><script nonce="__CSP_NONCE__"></script><style nonce="__CSP_NONCE__"></style>';
writeFileSync(join(root, 'index.html'), `${page}app`);
writeFileSync(join(root, 'portal.html'), `${page}portal`);
writeFileSync(join(root, 'assets/app-1a2b.js'), 'export {};');
writeFileSync(join(root, 'assets/app-1a2b.js.gz'), gzipSync('export {};'));
writeFileSync(join(root, 'sw.js'), 'self;');
writeFileSync(join(root, '.env'), 'SECRET=1');
writeFileSync(join(folder, 'secret.txt'), 'SECRET=2');

const server = createHttp({ logger: pino({ level: 'silent' }) });
const bare = createHttp({ logger: pino({ level: 'silent' }) });
const ports = { server: 0, bare: 0 };

beforeAll(async () => {
  server.get('/healthz', async () => ({ status: 'ok' }));
  await serveWeb(server, root);
  await serveWeb(bare, join(folder, 'not-built'));
  for (const [name, one] of Object.entries({ server, bare })) {
    await one.listen({ host: '127.0.0.1', port: 0 });
    ports[name as keyof typeof ports] = (one.server.address() as AddressInfo).port;
  }
});
afterAll(async () => {
  await Promise.all([closeServer(server), closeServer(bare)]);
  rmSync(folder, { recursive: true });
});

/** Sends the path as it stands; fetch would tidy it up first. */
function get(path: string, { port = ports.server, method = 'GET', headers = {} } = {}) {
  return new Promise<{ status: number; headers: Record<string, string>; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body,
        }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('a page', () => {
  test('carries a nonce of its own at each answer, the same in policy and text', async () => {
    const nonces = [];
    for (const path of ['/', '/index.html']) {
      const { headers, body } = await get(path);
      const nonce =
        /script-src 'self' 'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? '';
      expect(body).toBe(`${page.replaceAll('__CSP_NONCE__', nonce)}app`);
      nonces.push(nonce);
    }
    expect(new Set(nonces).size).toBe(2);
  });

  test('allows no script of others, no frame, no foreign form', async () => {
    const { headers } = await get('/');
    const policy = headers['content-security-policy'] ?? '';
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/script-src[^;]*unsafe|\*/);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('opens for every address of the application, also for a deep one', async () => {
    for (const path of ['/warnings', '/warnings/01a1ffbf', '/setup?x=1'])
      expect((await get(path)).body).toContain('app');
    expect((await get('/portal.html')).body).toContain('portal');
  });

  test('that was not built says how to build it', async () => {
    const { status, body, headers } = await get('/', { port: ports.bare });
    expect(status).toBe(503);
    expect(body).toContain('npm run build');
    expect(headers['content-type']).toContain('text/html');
  });
});

describe('a file', () => {
  test('with a hash in its name is kept for good, another is asked for again', async () => {
    const hashed = await get('/assets/app-1a2b.js');
    expect(hashed.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
    expect(hashed.headers['content-type']).toContain('javascript');
    expect((await get('/sw.js')).headers['cache-control']).toBe('no-cache');
  });

  test('goes out compressed when a compressed one lies beside it', async () => {
    const { headers } = await get('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding']).toBe('gzip');
  });

  test('that is missing is not answered with a page', async () => {
    const { status, headers } = await get('/assets/gone-9f9f.js');
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('text/plain');
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/..%252fsecret.txt',
    '//etc/passwd',
    '/etc/passwd%00.html',
    '/.env',
    '/%2eenv',
    '/assets/%2e%2e/%2e%2e/secret.txt',
  ])('outside or hidden is not served: %s', async (path) => {
    const { body } = await get(path);
    expect(body).not.toMatch(/SECRET|root:/);
  });

  test('changes nothing: other methods are refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await get('/index.html', { method })).status).toBe(404);
  });
});

test('an interface that is not there answers JSON, not a page', async () => {
  for (const path of ['/api/v1/nothing', '/api', '/healthz/x']) {
    const { status, headers, body } = await get(path);
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/json');
    expect(JSON.parse(body)).toMatchObject({ code: 'NOT_FOUND' });
  }
});
