import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp, testPassword } from '../testing.ts';
import { endpointsOfContract, filled } from './testing/endpoints.ts';
import { type RawReply, rawBytes, rawRequest } from './testing/raw-request.ts';

const database = await testDatabase();
let app: TestApp;
let webRoot: string;
const tabs: Record<string, Browser> = {};
let officer: Browser;
let hosts = 0;

beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'lanzha-doors-'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><script nonce="__CSP_NONCE__"></script>');
  await writeFile(join(webRoot, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const timeouts = { headersTimeoutMs: 600, requestTimeoutMs: 1_500 };
  app = await startTestApp(database, { webRoot, timeouts, behindProxy: true });
  const { centre } = await furnish(app.db);
  for (const role of ['duty_officer', 'audit_admin', 'leader'] as const) {
    await addAccount(app.db, { username: role.replace('_', '.'), unit: centre, roles: [role] });
    tabs[role] = await signedIn(role.replace('_', '.'));
  }
  await addAccount(app.db, { username: 'locked.away', unit: centre, roles: ['duty_officer'] });
  officer = tabs.duty_officer as Browser;
});
afterAll(async () => {
  await app.close();
  await rm(webRoot, { recursive: true });
});

/** Each from an address of its own: tries are counted by address. */
const browser = () => Object.assign(new Browser(app), { address: `10.3.0.${++hosts}` });
async function signedIn(username: string): Promise<Browser> {
  const tab = browser();
  expect((await tab.signIn(username)).status).toBe(200);
  return tab;
}
const get = (path: string, headers: Record<string, string> = {}) => rawRequest(app.url, 'GET', path, headers);
const cookieOf = (tab: Browser) => ({ cookie: tab.cookie ?? '' });

describe('a session that somebody else has chosen', () => {
  test('is not taken over by signing in, whatever stands beside it', async () => {
    const chosen = 'A'.repeat(43);
    for (const planted of [chosen, `${chosen}; lanzha_session=${'B'.repeat(43)}`, '', '%00', '"']) {
      const tab = browser();
      tab.cookie = `lanzha_session=${planted}`;
      const { status, headers } = await tab.signIn('duty.officer');
      expect(status).toBe(200);
      const set = headers.getSetCookie();
      expect(set).toHaveLength(1);
      expect(set[0]).toMatch(/^lanzha_session=[\w-]{43};/);
      expect(set[0]).not.toContain(chosen);
      expect((await get('/api/v1/session', { cookie: `lanzha_session=${chosen}` })).status).toBe(401);
    }
  });

  test('is ended by the sign-in of another person in the same browser, with its token', async () => {
    const tab = await signedIn('duty.officer');
    const before = { cookie: tab.cookie ?? '', csrf: tab.csrf };
    await tab.signIn('leader');
    expect(tab.csrf).not.toBe(before.csrf);
    expect((await get('/api/v1/session', { cookie: before.cookie })).status).toBe(401);
  });

  test('is of no use once its person has signed out', async () => {
    const tab = await signedIn('duty.officer');
    const before = cookieOf(tab);
    const { headers } = await tab.send('DELETE', '/session');
    expect(headers.getSetCookie()[0]).toMatch(
      /^lanzha_session=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970 .*; HttpOnly; SameSite=Strict$/,
    );
    expect((await get('/api/v1/session', before)).status).toBe(401);
  });
});

describe('the cookie', () => {
  const signIn = (app: { url: string }, headers: Record<string, string>) =>
    rawRequest(
      app.url,
      'POST',
      '/api/v1/session',
      { 'content-type': 'application/json', ...headers },
      JSON.stringify({ username: 'leader', password: testPassword }),
    );

  test('is for the server alone, and for TLS alone when the proxy has TLS', async () => {
    const plain = await signIn(app, { 'x-forwarded-for': '10.4.0.1' });
    expect(plain.headers['set-cookie']).toEqual([
      expect.stringMatching(/^lanzha_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const tls = await signIn(app, { 'x-forwarded-for': '10.4.0.2', 'x-forwarded-proto': 'https' });
    expect(tls.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  test('is the only one that any answer sets', async () => {
    for (const path of ['/', '/api/v1/session', '/api/v1/setup', '/api/v1/nothing', '/healthz'])
      expect((await get(path, cookieOf(officer))).headers['set-cookie']).toBeUndefined();
  });
});

describe('a request that changes something and comes from another site', () => {
  const changing = [
    ...endpointsOfContract()
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => ({ method, path: `/api/v1${filled(path)}` })),
    { method: 'POST', path: '/api/v1/files' },
    { method: 'POST', path: '/api/v1/signals' },
  ];
  const elsewhere: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ];

  test.each(changing)('$method $path is refused, with the cookie and even with the token', async (one) => {
    for (const headers of elsewhere) {
      const all = { ...cookieOf(officer), 'x-csrf-token': officer.csrf ?? '', ...headers };
      const { status, text } = await rawRequest(
        app.url,
        one.method,
        one.path,
        { 'content-type': 'application/json', ...all },
        '{}',
      );
      expect({ status, code: JSON.parse(text).code }).toEqual({ status: 403, code: 'CROSS_SITE' });
    }
  });

  const beforeSession = (path: string) => /^\/api\/v1\/(session|setup|setup\/drill|drill\/enter)$/.test(path);
  test.each(changing.filter(({ method, path }) => method !== 'POST' || !beforeSession(path)))(
    '$method $path is refused without the token, or with a wrong one, or with two',
    async ({ method, path }) => {
      for (const token of [undefined, '', 'x', tabs.leader?.csrf, `${officer.csrf}, ${officer.csrf}`]) {
        const all = { ...cookieOf(officer), ...(token === undefined ? {} : { 'x-csrf-token': token }) };
        const headers = { 'content-type': 'application/json', ...all };
        const { status, text } = await rawRequest(app.url, method, path, headers, '{}');
        expect({ status, code: JSON.parse(text).code }).toEqual({ status: 403, code: 'CSRF' });
      }
    },
  );

  test('is not let in by another method’s name', async () => {
    const trick = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' };
    const reply = await get('/api/v1/session?_method=DELETE', { ...cookieOf(officer), ...trick });
    expect(reply.status).toBe(200);
    expect((await get('/api/v1/session', cookieOf(officer))).status).toBe(200);
    for (const method of ['PUT', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND'])
      expect((await rawRequest(app.url, method, '/api/v1/session', cookieOf(officer))).status).not.toBe(200);
  });
});

describe('every kind of answer', () => {
  const json = { 'content-type': 'application/json' };
  const token = () => ({ ...cookieOf(officer), 'x-csrf-token': officer.csrf ?? '' });
  const kinds: Record<string, () => Promise<RawReply>> = {
    'a page': () => get('/'),
    'a file of the interface': () => get('/icon.svg'),
    'an unchanged file': async () =>
      get('/icon.svg', { 'if-none-match': String((await get('/icon.svg')).headers.etag) }),
    'a file that is not there': () => get('/nothing.js'),
    'an answer': () => get('/api/v1/session', cookieOf(officer)),
    'a head': () => rawRequest(app.url, 'HEAD', '/api/v1/setup'),
    'a refusal before signing in': () => get('/api/v1/session'),
    'a refusal of rights': () => get('/api/v1/audit/records', cookieOf(officer)),
    'an endpoint that is not there': () => get('/api/v1/nothing'),
    'bad input': () => get('/api/v1/warnings?limit=x', cookieOf(officer)),
    'an address that cannot be read': () => get('/%ff'),
    'a body too large': () =>
      rawRequest(app.url, 'POST', '/api/v1/warnings/x/sign', { ...json, ...token() }, 'x'.repeat(1_100_000)),
    'a body of another type': () =>
      rawRequest(app.url, 'POST', '/api/v1/setup', { 'content-type': 'text/plain' }, 'x'),
    'a stream': () => get('/api/v1/live', cookieOf(officer)),
    'an export': () => get('/api/v1/audit/export', cookieOf(tabs.audit_admin as Browser)),
    'a file of a case that is not there': () => get('/api/v1/files/x/content', cookieOf(officer)),
    'the description': () => get('/api/v1/openapi.json'),
    'a sign of life': () => get('/healthz'),
    'the figures': () => get('/metrics'),
  };

  test.each(Object.entries(kinds))('%s carries the protecting headers', async (what, ask) => {
    const { headers, status } = await ask();
    if (status === 0) return; // a body too large may be cut off before the answer is read
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'permissions-policy': expect.stringContaining('usb=()'),
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const kept = what === 'a file of the interface' || what === 'an unchanged file';
    expect(headers['cache-control']).toMatch(kept ? /no-cache/ : /no-store/);
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(headers[name]).toBeUndefined();
  });

  test.each(['GARBAGE\r\n\r\n', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(40_000)}\r\n\r\n`])(
    'to what is no request carries them too',
    async (bytes) => {
      const answer = await rawBytes(app.url, (send) => send(bytes));
      expect(answer).toMatch(/^HTTP\/1.1 4(00|31) /);
      for (const header of ['x-frame-options: DENY', 'referrer-policy: no-referrer', "default-src 'none'"])
        expect(answer).toContain(header);
    },
  );

  test('tells browsers to stay on TLS only when there is TLS', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.4.0.9' };
    expect((await get('/', headers)).headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await get('/')).headers['strict-transport-security']).toBeUndefined();
  });
});
