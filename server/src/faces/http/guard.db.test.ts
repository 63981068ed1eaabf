import { contract } from '@lanzha/contract';
import { traverseContractProcedures } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
const [anybody, officer, admin, fresh] = Array.from({ length: 4 }, () => new Browser({ url: '' })) as [
  Browser,
  Browser,
  Browser,
  Browser,
];

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre } = await furnish(app.db);
  await addAccount(app.db, { username: 'officer', unit: centre, roles: ['duty_officer'] });
  await addAccount(app.db, { username: 'admin', unit: centre, roles: ['system_admin'] });
  await addAccount(app.db, {
    username: 'fresh',
    unit: centre,
    roles: ['duty_officer'],
    mustChangePassword: true,
  });
  for (const tab of [anybody, officer, admin, fresh]) Object.assign(tab, { url: app.url });
  await officer.signIn('officer');
  await admin.signIn('admin');
  await fresh.signIn('fresh');
});
afterAll(() => app.close());

interface Endpoint {
  room: string;
  name: string;
  method: string;
  path: string;
  needsSession: boolean;
}
const endpoints: Endpoint[] = [];
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path: names }) => {
  const { method = 'POST', path = '' } = procedure['~orpc'].route;
  const filled = path.replace(/\{\w+\}/g, '01a1ffbf-5660-7e4d-ae24-6a933003da00');
  const needsSession = 'UNAUTHORIZED' in procedure['~orpc'].errorMap;
  endpoints.push({ room: names[0] ?? '', name: names.join('.'), method, path: filled, needsSession });
});
const signedInOnly = endpoints.filter((endpoint) => endpoint.needsSession);
const business = signedInOnly.filter(({ room }) => room === 'warnings' || room === 'signals');
const ofOwnSession = (endpoint: Endpoint) => endpoint.room === 'session';

/** The answer of an endpoint; null while its room is not mounted. */
async function ask(tab: Browser, { method, path }: Endpoint) {
  const reply = await tab.send<{ code: string; message: string }>(
    method,
    path,
    method === 'GET' ? undefined : {},
  );
  return reply.body.message === '没有这个接口。' ? null : reply;
}

describe('an endpoint that needs a session', () => {
  test.each(signedInOnly)('$name answers 401 without one, before it looks at the input', async (endpoint) => {
    const reply = await ask(anybody, endpoint);
    if (reply !== null)
      expect(reply).toMatchObject({ status: 401, body: { defined: true, code: 'UNAUTHORIZED' } });
  });

  test.each(signedInOnly.filter((e) => !ofOwnSession(e)))(
    '$name waits until the first password is changed',
    async (endpoint) => {
      const reply = await ask(fresh, endpoint);
      if (reply !== null) expect(reply).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    },
  );

  test.each(signedInOnly.filter((e) => e.method !== 'GET'))(
    '$name changes nothing without the token',
    async (endpoint) => {
      const forged = new Browser(app);
      forged.cookie = officer.cookie;
      const reply = await ask(forged, endpoint);
      if (reply !== null) expect(reply).toMatchObject({ status: 403, body: { code: 'CSRF' } });
    },
  );
});

test.each(business)('a system administrator is refused business data: $name', async (endpoint) => {
  const reply = await ask(admin, endpoint);
  if (reply !== null)
    expect(reply).toMatchObject({ status: 403, body: { defined: true, code: 'FORBIDDEN' } });
});

test('a duty officer manages no accounts, and is told who does', async () => {
  const reply = await officer.post('/directory/people', {});
  expect(reply).toMatchObject({
    status: 403,
    body: { data: { act: 'directory.manage', roles: ['system_admin'] } },
  });
});

describe('a request that changes something', () => {
  const unit = { code: 'X1', name: '某学校', kind: 'school', place: '330206' };
  const send = (headers: Record<string, string>) => admin.send('POST', '/directory/units', unit, headers);

  test('with another session’s token is refused', async () => {
    expect(await send({ 'x-csrf-token': officer.csrf ?? '' })).toMatchObject({
      status: 403,
      body: { code: 'CSRF' },
    });
    expect(await send({ 'x-csrf-token': '' })).toMatchObject({ status: 403, body: { code: 'CSRF' } });
  });

  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('from elsewhere is refused even with the token: %j', async (headers) => {
    expect(await send(headers)).toMatchObject({ status: 403, body: { code: 'CROSS_SITE' } });
  });

  test('from elsewhere may not even sign in or set up', async () => {
    const evil = { origin: 'https://evil.example' };
    const login = { username: 'officer', password: 'x' };
    expect(await anybody.send('POST', '/session', login, evil)).toMatchObject({
      status: 403,
      body: { code: 'CROSS_SITE' },
    });
    expect(await anybody.send('POST', '/setup', {}, evil)).toMatchObject({
      status: 403,
      body: { code: 'CROSS_SITE' },
    });
  });

  test('in a form that needs no permission of the browser is not read', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const reply = await admin.send('POST', '/directory/units', JSON.stringify(unit), {
        'content-type': type,
      });
      expect(reply).toMatchObject({ status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
    }
  });

  test('from our own page with the token is done', async () => {
    const reply = await send({ origin: app.url, 'sec-fetch-site': 'same-origin' });
    expect(reply).toMatchObject({ status: 200, body: { code: 'X1' } });
  });
});
