import type { ZeroingItems, ZeroingSheet } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { testDatabase } from '../../testing/database.ts';

const database = await testDatabase();
let app: TestApp;
const tabs: Record<string, Browser> = {};
const tab = (name: string): Browser => tabs[name] ?? expect.fail(`nobody is ${name}`);
let units: Awaited<ReturnType<typeof furnish>>;
let warning: string;

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  const accounts = [
    ['duty', units.centre, 'duty_officer'],
    ['analyst', units.centre, 'analyst'],
    ['leader', units.xinqi, 'leader'],
    ['station', units.xinqi, 'station_officer'],
    ['elsewhere', units.xiaogang, 'station_officer'],
    ['bank', units.centre, 'bank_liaison'],
    ['admin', units.centre, 'system_admin'],
    ['security', units.centre, 'security_admin'],
    ['auditor', units.centre, 'audit_admin'],
  ] as const;
  for (const [username, unit, role] of accounts) {
    await addAccount(app.db, { username, unit, roles: [role] });
    tabs[username] = new Browser(app);
    expect((await tab(username).signIn(username)).status).toBe(200);
  }
  const signal = {
    id: crypto.randomUUID(),
    kind: 'instruction',
    at: new Date().toISOString(),
    level: 'middle',
    subject: { phone: '13600001234', name: '赵小云', place: '330206001' },
  };
  const entered = await tab('duty').post<{ warningId: string }>('/signals/enter', signal);
  expect(entered.status, JSON.stringify(entered.body)).toBe(200);
  warning = entered.body.warningId;
});
afterAll(() => app.close());

const explanation = async () => ({
  warning,
  day: (await tab('duty').get<ZeroingSheet>('/zeroing')).body.day,
  reason: 'appointment',
  words: '已约好晚上见面',
  next: '见面劝阻',
  until: new Date(Date.now() + 3_600_000).toISOString(),
});

describe('who may', () => {
  test.each(['bank', 'admin', 'security', 'auditor'])('%s sees nothing of it', async (who) => {
    for (const path of ['/zeroing', '/zeroing/items', '/zeroing/days', '/zeroing/days/2026-03-02', '/board'])
      expect((await tab(who).get(path)).status, path).toBe(403);
  });

  test.each(['analyst', 'bank', 'admin'])('%s explains nothing', async (who) => {
    expect((await tab(who).post('/zeroing/explain', await explanation())).status).toBe(403);
  });

  test.each(['analyst', 'station', 'bank', 'admin'])('%s presses for nothing', async (who) => {
    expect((await tab(who).post('/zeroing/push', { warning })).status).toBe(403);
    expect((await tab(who).post('/zeroing/push-unit', { unit: units.xinqi })).status).toBe(403);
  });

  test('without a session nothing is told', async () => {
    expect((await new Browser(app).get('/zeroing')).status).toBe(401);
    expect((await new Browser(app).get('/board')).status).toBe(401);
  });

  test('another station finds nothing to explain', async () => {
    expect(await tab('elsewhere').post('/zeroing/explain', await explanation())).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    expect((await tab('elsewhere').get<ZeroingItems>('/zeroing/items')).body.items).toEqual([]);
  });
});

test('a station explains what is its own, its leader presses, and the centre sees both', async () => {
  expect(await tab('leader').post('/zeroing/push', { warning })).toMatchObject({
    status: 200,
    body: { pushed: 1 },
  });
  expect(await tab('duty').post('/zeroing/push-unit', { unit: units.xinqi })).toMatchObject({
    status: 409,
    body: { code: 'TOO_SOON' },
  });
  expect((await tab('station').post('/zeroing/explain', await explanation())).status).toBe(200);
  const { body } = await tab('duty').get<ZeroingSheet>('/zeroing');
  expect(body).toMatchObject({
    total: { open: 1, explained: 1, unexplained: 0, pushed: 1 },
    units: [{ unit: { id: units.xinqi } }],
  });
  expect(await tab('duty').post('/zeroing/push', { warning })).toMatchObject({
    body: { code: 'NOTHING_TO_PUSH' },
  });
  expect((await tab('station').get<{ items: unknown[] }>('/zeroing/days')).body.items).toEqual([]);
});

test('a mistyped question is refused in words, not with an error of the server', async () => {
  for (const path of [
    '/zeroing/items?view=nothing',
    '/zeroing/items?cursor=nonsense',
    '/zeroing/days/2026-13-01',
    '/zeroing/days/2026-02-31',
    '/zeroing/days?before=yesterday',
    '/board/records?figure=everything',
  ])
    expect((await tab('duty').get(path)).status, path).toBeLessThan(500);
  const bad = { ...(await explanation()), words: '嗯' };
  expect((await tab('duty').post('/zeroing/explain', bad)).status).toBe(400);
});
