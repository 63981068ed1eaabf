import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { HookRules } from './webhook-address.ts';
import { postHook } from './webhook-sender.ts';
import { newSecret, signedHeaders } from './webhook-signature.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(
  host: string,
  port: number,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}

const local: HookRules = { hosts: '', nets: '', loopback: true };
const limits = { timeMs: 1_000, bytes: 1_000 };
const answering = (status: number, headers: Record<string, string> = {}) =>
  listen('127.0.0.1', 0, (_request, response) => void response.writeHead(status, headers).end('x'));
const post = async (port: number) => postHook(`http://127.0.0.1:${port}/in`, {}, '{}', local, { limits });

describe('an answer', () => {
  test.each([
    [200, { state: 'sent' }],
    [204, { state: 'sent' }],
    [400, { state: 'dead', reason: 'http.400' }],
    [404, { state: 'dead', reason: 'http.404' }],
    [429, { state: 'again', reason: 'http.429' }],
    [500, { state: 'again', reason: 'http.500' }],
    [503, { state: 'again', reason: 'http.503' }],
  ])('of %i means %j', async (status, outcome) => {
    expect(await post(await answering(status))).toEqual(outcome);
  });

  test('that leads elsewhere is not followed', async () => {
    let followed = 0;
    const inner = await listen('127.0.0.1', 0, (_request, response) => {
      followed += 1;
      response.end();
    });
    const port = await answering(307, { location: `http://127.0.0.1:${inner}/secret` });
    expect(await post(port)).toEqual({ state: 'dead', reason: 'http.307' });
    expect(followed).toBe(0);
  });

  test('without end is read to a bound', async () => {
    let written = 0;
    const port = await listen('127.0.0.1', 0, (_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) written += 65_536;
      };
      response.writeHead(200).on('drain', pour);
      pour();
    });
    expect(await post(port)).toEqual({ state: 'sent' });
    expect(written).toBeLessThan(20_000_000);
  });

  test('that never comes ends in time', async () => {
    const port = await listen('127.0.0.1', 0, () => undefined);
    const started = performance.now();
    expect(await post(port)).toEqual({ state: 'again', reason: 'hook.timeout' });
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('by nobody is tried again', async () => {
    const port = await answering(200);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    expect(await post(port)).toEqual({ state: 'again', reason: 'hook.connection' });
  });
});

describe('a name', () => {
  const hosts = (port: number): HookRules => ({ hosts: `rebind.example:${port}`, nets: '', loopback: true });

  test('is looked up once, and the connection goes where the answer was judged', async () => {
    const reached: string[] = [];
    const port = await listen('127.0.0.2', 0, () => undefined);
    await listen('127.0.0.3', port, () => undefined);
    servers[0]?.on('connection', () => reached.push('judged'));
    servers[1]?.on('connection', () => reached.push('rebound'));
    let lookups = 0;
    const resolver = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? '127.0.0.2' : '127.0.0.3', family: 4 }];
    };
    // TLS to a plain server fails after it connected: where it connected is what counts.
    const outcome = await postHook(`https://rebind.example:${port}/`, {}, '{}', hosts(port), {
      resolver,
      limits,
    });
    expect(outcome).toMatchObject({ state: 'again' });
    expect(lookups).toBe(1);
    expect(reached).toEqual(['judged']);
  });

  test.each([
    [['10.0.0.7']],
    [['::ffff:169.254.169.254']],
    [['93.184.216.34', '192.168.1.1']],
    [['fd00::1']],
  ])('that resolves to %j is refused without a connection', async (addresses) => {
    const resolver = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const rules = { hosts: 'inner.example', nets: '', loopback: false };
    expect(await postHook('https://inner.example/', {}, '{}', rules, { resolver, limits })).toEqual({
      state: 'dead',
      reason: 'refused.address',
    });
  });

  test('that nobody knows, or that is slow to be found, is tried again', async () => {
    const rules = { hosts: 'lost.example', nets: '', loopback: false };
    const never = () => new Promise<never>(() => undefined);
    const failing = () => Promise.reject(new Error('ENOTFOUND'));
    for (const resolver of [never, failing])
      expect(await postHook('https://lost.example/', {}, '{}', rules, { resolver, limits })).toEqual({
        state: 'again',
        reason: 'hook.name',
      });
  });
});

test('a message carries an id, a time and a signature that the secret proves, one for each secret', () => {
  const [fresh, old] = [newSecret(), newSecret()];
  const body = '{"type":"test"}';
  const headers = signedHeaders('msg_1', 1_700_000_000, body, [fresh, old]);
  const expected = [fresh, old].map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`msg_1.1700000000.${body}`).digest('base64')}`;
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1700000000',
    'webhook-signature': expected.join(' '),
  });
});
