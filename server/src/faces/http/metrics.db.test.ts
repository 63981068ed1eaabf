import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServiceKeys } from '../../ground/directory/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
const token = 'a-token-of-twenty-letters-and-more';
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp(database, {}, { LANZHA_METRICS_TOKEN: token });
  await furnish(app.db);
});
afterAll(() => app.close());

const ask = (authorization?: string) =>
  fetch(`${app.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });

test('the page is for whoever shows the token, and for nobody else', async () => {
  expect((await ask()).status).toBe(401);
  expect((await ask('Bearer nonsense')).status).toBe(401);
  expect((await ask(`Bearer ${token}x`)).status).toBe(401);
  const page = await ask(`Bearer ${token}`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toContain('text/plain');
  const text = await page.text();
  for (const name of [
    'lanzha_http_request_seconds_bucket',
    'lanzha_warnings_open',
    'lanzha_clocks_overdue',
    'lanzha_jobs{state="failed"} 0',
    'lanzha_deliveries{state="dead"} 0',
    'lanzha_outbox_lag_seconds',
    'lanzha_live_connections 0',
    'lanzha_audit_seal_lag_seconds',
    'lanzha_database_bytes',
    'lanzha_disk_free_bytes',
    'lanzha_event_loop_delay_seconds',
    'lanzha_process_resident_bytes',
    'lanzha_database_up 1',
  ])
    expect(text).toContain(name);
});

test('requests count under their pattern: what an address carries is in no label', async () => {
  await fetch(`${app.url}/api/v1/warnings/13800138000?phone=13900139000`);
  await fetch(`${app.url}/13700137000`);
  const text = await (await ask(`Bearer ${token}`)).text();
  expect(text).toContain('route="/api/v1/warnings/:id"');
  expect(text).not.toMatch(/1[3-9]\d{9}/);
});

test('signals count by kind and status, once for each request', async () => {
  const units = await app.db.pool.query<{ id: string }>("SELECT id FROM unit WHERE code = 'FZ'");
  const { secret } = await openServiceKeys(app.db).createKey({
    unitId: units.rows[0]!.id,
    source: '测试',
    allow: ['signals:write'],
  } as Parameters<ReturnType<typeof openServiceKeys>['createKey']>[0]);
  const signal = (id: string) =>
    JSON.stringify({ id, kind: 'report', at: new Date().toISOString(), place: '330206001', subject: { phone: '13800138000' }, text: '有人冒充客服' });
  const reply = await fetch(`${app.url}/api/v1/signals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson' },
    body: `${signal('a')}\n${signal('b')}\n${signal('a')}\n`,
  });
  expect(reply.status).toBe(200);
  const text = await (await ask(`Bearer ${token}`)).text();
  expect(text).toContain('lanzha_signals_total{kind="report",status="decided"} 2');
  expect(text).toContain('lanzha_signals_total{kind="report",status="duplicate"} 1');
  expect(text).toContain('lanzha_signal_batch_lines_count 1');
});

test('without a token there is no such page', async () => {
  const other = await startTestApp(database);
  try {
    await addAccount(app.db, { username: 'admin', unit: (await app.db.pool.query("SELECT id FROM unit WHERE code = 'FZ'")).rows[0].id, roles: ['system_admin'] });
    const tab = new Browser(other);
    await tab.signIn('admin');
    expect((await fetch(`${other.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
    expect((await fetch(`${other.url}/metrics`, { headers: { cookie: tab.cookie ?? '' } })).status).toBe(404);
  } finally {
    await other.close();
  }
});
