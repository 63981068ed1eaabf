import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttp, createLogger } from './index.ts';

async function serve(proxies: readonly string[]) {
  const server = createHttp({ logger: createLogger('silent'), proxies });
  server.get('/', async () => 'the desk');
  server.get('/healthz', async () => 'well');
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => server.close() };
}

describe('a server behind a proxy', () => {
  let elsewhere: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    elsewhere = await serve(['10.9.9.9', '10.1.0.0/16', 'fd00::/8']);
  });
  afterAll(() => elsewhere.close());

  test('refuses who comes past it, in one sentence, as a page to browsers', async () => {
    const asked = await fetch(elsewhere.url);
    expect(asked.status).toBe(421);
    expect(await asked.json()).toMatchObject({ code: 'PAST_THE_PROXY', message: /反向代理/ });
    const opened = await fetch(elsewhere.url, { headers: { accept: 'text/html,*/*' } });
    expect(opened.status).toBe(421);
    expect(opened.headers.get('content-type')).toMatch(/html/);
    expect(await opened.text()).not.toContain('the desk');
  });

  test('believes no header that says otherwise', async () => {
    const forged = await fetch(elsewhere.url, {
      headers: { 'x-forwarded-for': '10.9.9.9', 'x-forwarded-proto': 'https', forwarded: 'for=10.9.9.9' },
    });
    expect(forged.status).toBe(421);
  });

  test('answers probes whoever asks', async () => {
    expect((await fetch(`${elsewhere.url}/healthz`)).status).toBe(200);
  });

  test.each([[['127.0.0.1']], [['10.9.9.9', '127.0.0.0/8']]])('answers the proxy (%s)', async (proxies) => {
    const here = await serve(proxies);
    expect(await (await fetch(here.url)).text()).toBe('the desk');
    await here.close();
  });
});
