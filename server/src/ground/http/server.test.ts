import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeServer } from '../../testing/close-server.ts';
import { createHttp } from './server.ts';

const log: string[] = [];
const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
const server = createHttp({ logger, headersTimeoutMs: 300, requestTimeoutMs: 600 });
let port = 0;
let url = '';

beforeAll(async () => {
  server.get('/things/:id', async () => ({ ok: true }));
  server.post('/echo', async (request) => ({ got: request.body ?? null }));
  server.get('/broken', async () => {
    throw new Error('secret inside, phone 13800000001');
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = server.server.address() as AddressInfo);
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => closeServer(server));

/** Bytes on a plain connection; answers everything that came back until it was closed. */
async function raw(write: (send: (text: string) => void) => Promise<void> | void): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await write((bytes) => void socket.write(bytes));
  await closed;
  return text;
}

const post = (body: string, type = 'application/json') =>
  fetch(`${url}/echo`, { method: 'POST', body, headers: { 'content-type': type } });

describe('a body', () => {
  test('beyond the limit is refused before it is read to the end', async () => {
    const response = await post(`{"a":"${'x'.repeat(2 << 20)}"}`).catch(() => undefined);
    if (response === undefined) return; // closed while we were still sending: refused as well
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'TOO_LARGE' });
  });

  test('without an end is refused at the limit', async () => {
    const answer = await raw(async (send) => {
      send(
        'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      );
      for (let i = 0; i < 40; i++) send(`10000\r\n${'x'.repeat(0x10000)}\r\n`);
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 |^$/);
  });

  test.each(['{"a":', 'null x', '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}'])(
    'that is no clean JSON is refused: %s',
    async (body) => {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.text()).not.toMatch(/Unexpected|position|at /);
    },
  );

  test('of another type is refused', async () => {
    expect((await post('a=1', 'application/x-www-form-urlencoded')).status).toBe(415);
  });

  test('that is empty counts as none', async () => {
    expect(await (await post('')).json()).toEqual({ got: null });
  });
});

describe('a client that is too slow', () => {
  test('with its headers is cut off', async () => {
    const started = performance.now();
    const answer = await raw(async (send) => {
      for (const part of ['GET /things/1 HTTP/1.1\r\n', 'Host: x\r\n', 'A: b\r\n']) {
        send(part);
        await sleep(150);
      }
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('with its body is cut off', async () => {
    const answer = await raw(async (send) => {
      send(
        'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
      );
      for (let i = 0; i < 4; i++) {
        await sleep(100);
        send(' ');
      }
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 |^$/);
  });
});

describe('what is no request', () => {
  test.each(['GARBAGE\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET /路径 HTTP/1.1\r\nHost: x\r\n\r\n'])(
    'gets a sentence and is closed: %j',
    async (bytes) => {
      const answer = await raw((send) => send(bytes));
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(answer).toContain('请求格式不正确');
    },
  );

  test('headers without end are refused', async () => {
    const answer = await raw((send) => send(`GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(40_000)}\r\n\r\n`));
    expect(answer).toMatch(/^HTTP\/1.1 431 |^$/);
  });
});

describe('an address that cannot be read', () => {
  test.each(['/%ff', '/things/%c0%af', '/%', '/api/v1/%E0%A4%A', '/things/%ff?q=1'])(
    'is refused like everything else: %s',
    async (path) => {
      const answer = await raw((send) =>
        send(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      );
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(answer).toContain('"code":"BAD_REQUEST"');
      for (const header of ['x-content-type-options: nosniff', 'cache-control: no-store', 'x-request-id: '])
        expect(answer).toContain(header);
      expect(answer).toContain("content-security-policy: default-src 'none'");
    },
  );

  test('leaves a line in the log that does not repeat it', async () => {
    log.length = 0;
    await raw((send) => send('GET /13800000001%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
    expect(log.join('')).toContain('"status":400');
    expect(log.join('')).not.toContain('13800000001');
  });
});

describe('every answer', () => {
  test.each(['/things/1', '/nowhere', '/broken'])('of %s carries the protecting headers', async (path) => {
    const { headers } = await fetch(url + path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('of an unexpected error is a sentence with the number to ask for, and no more', async () => {
    const response = await fetch(`${url}/broken`, { headers: { 'x-request-id': 'trace-0001' } });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain('trace-0001');
    expect(text).not.toMatch(/secret|138|at .*\.ts/);
  });
});

test('the log names the pattern, never the address or what was typed', async () => {
  log.length = 0;
  await fetch(`${url}/things/13800000001?phone=13800000002`);
  await post('{"phone":"13800000003"}');
  await fetch(`${url}/broken`);
  await sleep(20);
  const lines = log.join('');
  expect(lines).toContain('"route":"/things/:id"');
  expect(lines).not.toMatch(/1380000000[0-9]/);
});
