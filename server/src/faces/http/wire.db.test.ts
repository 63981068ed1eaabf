import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';
import { rawBytes, rawRequest } from './testing/raw-request.ts';

const database = await testDatabase();
let app: TestApp;
let folder: string;
let officer: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanzha-wire-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>the application');
  await writeFile(join(folder, '.secret'), 'SECRET');
  app = await startTestApp(database, {
    webRoot: folder,
    timeouts: { headersTimeoutMs: 1_000, requestTimeoutMs: 2_000 },
  });
  const { centre } = await furnish(app.db);
  await addAccount(app.db, { username: 'officer', unit: centre, roles: ['duty_officer'] });
  officer = new Browser(app);
  await officer.signIn('officer');
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const statuses = (answer: string) =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code]) => Number(code));
const healthz = 'GET /healthz HTTP/1.1\r\nHost: x\r\n';

describe('slow clients', () => {
  test('that never finish their headers, or their body, are cut and do not keep others waiting', async () => {
    const { hostname, port } = new URL(app.url);
    const cut: Promise<unknown>[] = [];
    const sockets: Socket[] = [];
    for (let n = 0; n < 300; n++) {
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      socket.resume();
      cut.push(new Promise((resolve) => socket.once('close', resolve)));
      const head = `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
      socket.write(n % 2 === 0 ? head : `${head}Content-Length: 1000\r\n\r\n{`);
      sockets.push(socket);
    }
    const dribble = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('a');
    }, 200);
    await sleep(300);
    const started = performance.now();
    for (let n = 0; n < 20; n++) expect((await officer.get('/session')).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_000);
    const all = Promise.all(cut).then(() => 'all cut');
    expect(await Promise.race([all, sleep(12_000, 'some are still open')])).toBe('all cut');
    clearInterval(dribble);
  });

  test('that do not read a stream are not waited for', async () => {
    const { hostname, port } = new URL(app.url);
    const lazy = connect(Number(port), hostname).on('error', () => undefined);
    lazy.pause();
    lazy.write(`GET /api/v1/live HTTP/1.1\r\nHost: x\r\nCookie: ${officer.cookie}\r\n\r\n`);
    await sleep(100);
    expect((await officer.get('/session')).status).toBe(200);
    lazy.destroy();
  });
});

describe('a request that two programs could cut differently', () => {
  const post = 'POST /api/v1/setup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  test.each([
    ['length and chunks together', `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks and length together', `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}`],
    ['a length with a sign', `${post}Content-Length: +2\r\n\r\n{}`],
    ['a length in hex', `${post}Content-Length: 0x2\r\n\r\n{}`],
    ['chunks that are not the last coding', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['a coding that nobody knows', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a blank before the colon', `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a header that goes on in the next line', `${post}X: 1\r\n Transfer-Encoding: chunked\r\n\r\n`],
    ['a bare return in a header', `${post}X: 1\rTransfer-Encoding: chunked\r\n\r\n`],
    ['a NUL in a header', `${post}X: 1\0\r\n\r\n`],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['a chunk longer than it says', `${post}Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx\r\n0\r\n\r\n`],
  ])('is refused and the connection closed: %s', async (_, bytes) => {
    const smuggled = `${healthz}X-Smuggled: 1\r\n\r\n`;
    const answer = await rawBytes(app.url, (send) => send(bytes + smuggled));
    // Nothing that stood behind it was taken for a request of its own.
    expect(statuses(answer)).toEqual([expect.toSatisfy((code: number) => code >= 400 && code < 500)]);
    expect(answer).not.toContain('"status":"ok"');
  });

  test('is one: headers given twice count as both, or as none', async () => {
    const head = `POST /api/v1/directory/units HTTP/1.1\r\nHost: x\r\nCookie: ${officer.cookie}\r\n`;
    const end = 'Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';
    const token = `X-CSRF-Token: ${officer.csrf}\r\n`;
    for (const twice of [`${token}${token}`, `Origin: http://x\r\nOrigin: https://evil.example\r\n${token}`])
      expect(statuses(await rawBytes(app.url, (send) => send(head + twice + end)))).toEqual([403]);
  });
});

describe('headers beyond measure', () => {
  test.each([
    ['one long', `A: ${'b'.repeat(20_000)}\r\n`],
    ['many', Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1\r\n`).join('')],
    ['a long cookie', `Cookie: lanzha_session=${'c'.repeat(20_000)}\r\n`],
  ])('are refused: %s', async (_, headers) => {
    expect(statuses(await rawBytes(app.url, (send) => send(`${healthz}${headers}\r\n`)))).toEqual([431]);
  });

  test('an address beyond measure is refused', async () => {
    const answer = await rawBytes(app.url, (send) =>
      send(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    );
    expect(statuses(answer)[0]).toBe(431);
  });
});

describe('the host that a request names', () => {
  test.each(['evil.example', 'evil.example:80@x', '[::1', 'a b', '\'"><script>', '', '127.0.0.1:99999'])(
    'is in no answer and no address: %j',
    async (host) => {
      for (const path of ['/', '/warnings', '/api/v1/openapi.json', '/api/v1/session', '/api/v1/nothing']) {
        const forwarded = `X-Forwarded-Host: ${host}\r\nForwarded: host=${host}\r\n`;
        const answer = await rawBytes(app.url, (send) =>
          send(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${forwarded}Connection: close\r\n\r\n`),
        );
        expect(statuses(answer)[0]).toBeLessThan(500);
        if (host !== '') expect(answer).not.toContain(host);
      }
    },
  );

  test('in the address line opens no other door', async () => {
    for (const target of ['http://evil.example/api/v1/session', '//evil.example/api/v1/session', '*']) {
      const answer = await rawBytes(app.url, (send) =>
        send(`GET ${target} HTTP/1.1\r\nHost: x\r\nCookie: ${officer.cookie}\r\nConnection: close\r\n\r\n`),
      );
      expect(statuses(answer)[0]).toBeLessThan(500);
      expect(answer).not.toMatch(/evil\.example|"csrf"/);
    }
    const tunnel = 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n';
    expect(await rawBytes(app.url, (send) => send(tunnel))).not.toMatch(/^HTTP\/1.1 2/);
  });

  test('that only a header of forwarding names does not make a foreign origin our own', async () => {
    const reply = await rawRequest(
      app.url,
      'POST',
      '/api/v1/session',
      {
        'content-type': 'application/json',
        origin: 'https://evil.example',
        'x-forwarded-host': 'evil.example',
      },
      '{}',
    );
    expect(reply.status).toBe(403);
  });
});

describe('an address that climbs out of its folder', () => {
  const climbs = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..%5c',
    '..%252f',
    '....//',
    '%c0%ae%c0%ae/',
    '..;/',
  ];
  test.each(climbs)('finds nothing: %s', async (climb) => {
    const up = climb.repeat(12);
    for (const path of [
      `/${up}etc/passwd`,
      `/assets/${up}etc/passwd`,
      `/${climb}.secret`,
      `/.secret`,
      `/api/v1/files/${up}etc%2fpasswd/content`,
      `/api/v1/files/${up}keys%2fvault.key/image`,
    ]) {
      const { status, text } = await rawRequest(app.url, 'GET', path, { cookie: officer.cookie ?? '' });
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/root:|SECRET/);
    }
  });
});
