import type { RetentionHold, RetentionPreview } from '@lanzha/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { testDatabase } from '../../testing/database.ts';

const database = await testDatabase();
let app: TestApp;
const tabs = {} as Record<'security' | 'duty' | 'admin' | 'leader', Browser>;

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre } = await furnish(app.db);
  const accounts = [
    ['security', 'security_admin'],
    ['duty', 'duty_officer'],
    ['admin', 'system_admin'],
    ['leader', 'leader'],
  ] as const;
  for (const [username, role] of accounts) {
    await addAccount(app.db, { username, unit: centre, roles: [role] });
    tabs[username] = new Browser(app);
    await tabs[username].signIn(username);
  }
  await tabs.duty.post('/signals/enter', {
    id: 'S-1',
    kind: 'instruction',
    level: 'high',
    at: new Date().toISOString(),
    subject: { phone: '13811112222', place: '330206001' },
  });
});
afterAll(() => app.close());

const endpoints = [
  ['GET', '/retention'],
  ['GET', '/retention/holds'],
  ['POST', '/retention/holds'],
  ['POST', '/retention/holds/019483aa-0000-7000-8000-000000000000/release'],
  ['POST', '/retention/confirm'],
  ['GET', '/retention/log'],
] as const;

test.each(endpoints)('%s %s is for the security administrator alone', async (method, path) => {
  const body = method === 'POST' ? { reason: '法院来函' } : undefined;
  for (const who of ['duty', 'admin', 'leader'] as const)
    expect(await tabs[who].send(method, path, body)).toMatchObject({ status: 403 });
  expect(await new Browser(app).send(method, path, body)).toMatchObject({ status: 401 });
});

test('what falls due is counted before, by kind and day', async () => {
  const { body } = await tabs.security.get<RetentionPreview>('/retention?days=40');
  expect(body.rules.map(({ kind, days }) => [kind, days])).toEqual([
    ['signals', 30],
    ['warnings.false', 90],
    ['warnings.effective', 730],
    ['subjects', 38],
    ['notes', 90],
    ['receipts', 180],
  ]);
  const day = new Date(Date.now() + 31 * 86_400_000).toISOString().slice(0, 10);
  expect(body).toMatchObject({ due: [{ kind: 'signals', day, count: 1, held: 0 }], paused: null });
  expect((await tabs.security.get<RetentionPreview>('/retention?days=7')).body.due).toEqual([]);
});

test('a hold is placed and released once, each with a reason that stands in the audit log', async () => {
  const placed = await tabs.security.post<RetentionHold>('/retention/holds', {
    warningNo: 1,
    reason: '检察院调取 13811112222',
  });
  expect(placed).toMatchObject({
    status: 200,
    body: {
      warning: { no: 1 },
      reason: '检察院调取 138****2222',
      active: true,
      placedBy: { name: 'security' },
    },
  });
  const { id } = placed.body;
  const release = () => tabs.security.post(`/retention/holds/${id}/release`, { reason: '已结案' });
  expect(await release()).toMatchObject({
    status: 200,
    body: { active: false, released: { reason: '已结案', by: { name: 'security' } } },
  });
  expect(await release()).toMatchObject({ status: 409, body: { code: 'ALREADY_RELEASED' } });
  const { rows } = await app.db.pool.query(
    "SELECT event FROM audit_record WHERE target = $1 AND detail ? 'sealedReason' ORDER BY id",
    [`hold/${id}`],
  );
  expect(rows).toEqual([{ event: 'retention.held' }, { event: 'retention.released' }]);
});

test.each([
  [{ warningNo: 999 }, 404, 'NOT_FOUND'],
  [{}, 422, 'MISSING'],
  [{ from: '2026-03-01T00:00:00Z' }, 422, 'MISSING'],
  [{ from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }, 422, 'MISSING'],
  [{ warningNo: 1, until: '2020-01-01T00:00:00Z' }, 422, 'MISSING'],
])('a hold on %j is refused', async (input, status, code) => {
  const reply = await tabs.security.post('/retention/holds', { ...input, reason: '法院来函' });
  expect(reply).toMatchObject({ status, body: { code } });
});

test('nothing is confirmed that was not paused', async () => {
  expect(await tabs.security.post('/retention/confirm', { reason: '核对过' })).toMatchObject({
    status: 409,
    body: { code: 'NOT_PAUSED' },
  });
});

test('the log cannot be changed by the application', async () => {
  for (const sql of [
    'UPDATE retention_log SET count = 0',
    'DELETE FROM retention_log',
    'DELETE FROM retention_hold',
    "UPDATE retention_hold SET reason = '{}'",
    'UPDATE warning_evidence SET facts = $$[]$$',
    'UPDATE signal_batch SET count = 0',
  ])
    await expect(app.db.pool.query(sql)).rejects.toThrow('permission denied');
  const log = await tabs.security.get('/retention/log?cursor=x');
  expect(log).toMatchObject({ status: 200, body: { items: [], next: null } });
});
