import type { IncidentDetail, Role, Script, ScriptVersion } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { testDatabase } from '../../testing/database.ts';

const database = await testDatabase();
let app: TestApp;
const tabs = new Map<string, Browser>();
const tab = (name: string): Browser => tabs.get(name) ?? new Browser(app);

const writers: Role[] = ['duty_officer', 'station_officer'];
const readers: Role[] = [...writers, 'analyst', 'leader'];
const reviewers: Role[] = ['duty_officer', 'leader'];
const others: Role[] = [
  'grid_worker',
  'bank_liaison',
  'operator_liaison',
  'member_liaison',
  'school_contact',
  'property_manager',
  'court_staff',
  'procuratorate_staff',
  'system_admin',
  'security_admin',
  'audit_admin',
];

beforeAll(async () => {
  app = await startTestApp(database);
  const { xinqi, xiaogang } = await furnish(app.db);
  for (const role of [...readers, ...others]) {
    await addAccount(app.db, { username: role.replaceAll('_', '-'), unit: xinqi, roles: [role] });
    tabs.set(role, new Browser(app));
    await tab(role).signIn(role.replaceAll('_', '-'));
  }
  await addAccount(app.db, { username: 'elsewhere', unit: xiaogang, roles: ['station_officer'] });
  tabs.set('elsewhere', new Browser(app));
  await tab('elsewhere').signIn('elsewhere');
}, 120_000);
afterAll(() => app.close());

const open = (who: string) => tab(who).post<IncidentDetail>('/incidents', { source: 'phone' });
async function opened(): Promise<IncidentDetail> {
  const { status, body } = await open('station_officer');
  expect(status).toBe(200);
  return body;
}

describe('each endpoint of incidents', () => {
  test.each(others)('is closed to %s', async (role) => {
    const { id, version } = await opened();
    const forbidden = { status: 403, body: { code: 'FORBIDDEN' } };
    expect(await tab(role).get('/incidents')).toMatchObject(forbidden);
    expect(await tab(role).get(`/incidents/${id}`)).toMatchObject(forbidden);
    expect(await tab(role).post(`/incidents/${id}/record`, { version, set: { talk: '改' } })).toMatchObject(
      forbidden,
    );
    expect(await tab(role).post(`/incidents/${id}/plain`, { purpose: 'check' })).toMatchObject(forbidden);
  });

  test('asks for a session', async () => {
    expect(await new Browser(app).get('/incidents')).toMatchObject({ status: 401 });
  });

  test.each(readers)('%s reads what lies in the own unit', async (role) => {
    const { id } = await opened();
    expect(await tab(role).get(`/incidents/${id}`)).toMatchObject({ status: 200, body: { id } });
    expect(await tab('elsewhere').get(`/incidents/${id}`)).toMatchObject({ status: 404 });
  });

  test.each(['analyst', 'leader'])('%s opens none and takes nothing down', async (role) => {
    const { id, version } = await opened();
    expect((await open(role)).status).toBe(403);
    expect((await tab(role).post(`/incidents/${id}/record`, { version, set: { talk: '改' } })).status).toBe(
      403,
    );
    expect((await tab(role).post(`/incidents/${id}/plain`, { purpose: 'check' })).status).toBe(403);
  });

  test('only the desk and leaders answer a withdrawal', async () => {
    const { id, version } = await opened();
    const asked = await tab('station_officer').post<IncidentDetail>(`/incidents/${id}/review`, {
      version,
      kind: 'withdraw',
      why: '误登',
    });
    const answer = { version: asked.body.version, agree: false };
    for (const role of readers.filter((one) => !reviewers.includes(one)))
      expect((await tab(role).post(`/incidents/${id}/review/answer`, answer)).status).toBe(403);
    expect(await tab('leader').post(`/incidents/${id}/review/answer`, answer)).toMatchObject({ status: 200 });
  });

  test('says what somebody else wrote, in the refusal', async () => {
    const { id, version } = await opened();
    await tab('station_officer').post(`/incidents/${id}/record`, {
      version,
      set: { victimPhone: '13611112222' },
    });
    const reply = await tab('duty_officer').post(`/incidents/${id}/record`, {
      version,
      set: { victimPhone: '13611113333' },
    });
    expect(reply).toMatchObject({
      status: 409,
      body: { code: 'CHANGED', data: { field: 'victimPhone', theirs: '136****2222', by: 'station-officer' } },
    });
  });

  test.each([
    ['an amount of nothing', { amount: 0 }],
    ['half a fen', { amount: 10.5 }],
    ['a time without how exactly it is known', { sentAt: '2026-03-01T07:20:00Z' }],
  ])('refuses a transfer of %s', async (_, set) => {
    const { id } = await opened();
    expect((await tab('station_officer').post(`/incidents/${id}/transfers`, { set })).status).toBe(400);
  });
});

describe('scripts', () => {
  const text = async () => (await tab('analyst').get<Script>('/scripts/04')).body;

  test.each([...readers, 'grid_worker'])('are read by %s', async (role) => {
    const { status, body } = await tab(role).get<Script[]>('/scripts');
    expect(status).toBe(200);
    expect(body).toHaveLength(21);
  });

  test.each(['bank_liaison', 'property_manager', 'system_admin'])('are not read by %s', async (role) => {
    expect((await tab(role).get('/scripts')).status).toBe(403);
  });

  test.each(['duty_officer', 'station_officer', 'leader', 'grid_worker'])(
    'are not changed by %s',
    async (role) => {
      const { version, text: now } = await text();
      expect((await tab(role).post('/scripts/04/change', { version, why: '试改', text: now })).status).toBe(
        403,
      );
      expect((await tab(role).post('/scripts/04/reset', { version, why: '恢复' })).status).toBe(403);
    },
  );

  test('keep every version and go back to the original as one more', async () => {
    const first = await text();
    expect(first).toMatchObject({ version: 0, original: true, changedBy: null });
    const questions = ['对方是不是自称平台客服？', ...first.text.questions.slice(1)];
    const change = { version: 0, why: '近期多见假冒平台客服', text: { ...first.text, questions } };
    const changed = await tab('analyst').post<Script>('/scripts/04/change', change);
    expect(changed.body).toMatchObject({
      version: 1,
      original: false,
      text: { questions },
      changedBy: { name: 'analyst' },
    });
    expect(await tab('analyst').post('/scripts/04/change', change)).toMatchObject({
      status: 409,
      body: { code: 'CHANGED', data: { version: 1, by: 'analyst' } },
    });
    const back = await tab('analyst').post<Script>('/scripts/04/reset', { version: 1, why: '恢复原文' });
    expect(back.body).toMatchObject({ version: 2, original: true, text: first.text });
    const { body: versions } = await tab('analyst').get<ScriptVersion[]>('/scripts/04/versions');
    expect(versions).toMatchObject([
      { version: 2, reset: true },
      { version: 1, reset: false, text: { questions } },
    ]);
  });

  test('hold no SMS of more than seventy characters', async () => {
    const { version, text: now } = await text();
    const long = { version, why: '试', text: { ...now, sms: '字'.repeat(71) } };
    expect((await tab('analyst').post('/scripts/04/change', long)).status).toBe(400);
  });
});
