import { afterAll, beforeAll, expect, test } from 'vitest';
import { machine } from '../../ground/db/index.ts';
import { createServiceKey } from '../../ground/directory/service-keys.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
const plain = await testDatabase();
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
  expect(text).not.toMatch(/13[789]00137000|13800138000|13900139000/);
});

test('signals count by kind and status, once for each request', async () => {
  const key = await app.db.inTransaction(machine, (tx) =>
    createServiceKey(tx, { unitCode: 'FZ', source: '测试', allow: ['signals:write'] }),
  );
  if (isRefusal(key)) throw new Error(key.code);
  const signal = (id: string) =>
    JSON.stringify({
      id,
      kind: 'sms',
      at: new Date().toISOString(),
      subject: { phone: '13800138000', place: '330206001' },
      text: '有人冒充客服',
    });
  const reply = await fetch(`${app.url}/api/v1/signals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/x-ndjson' },
    body: `${signal('a')}\n${signal('b')}\n${signal('a')}\n`,
  });
  expect(reply.status).toBe(200);
  const text = await (await ask(`Bearer ${token}`)).text();
  expect(text).toContain('lanzha_signals_total{kind="sms",status="decided"} 2');
  expect(text).toContain('lanzha_signals_total{kind="sms",status="duplicate"} 1');
  expect(text).toContain('lanzha_signal_batch_lines_count 1');
});

test('without a token there is no such page', async () => {
  const other = await startTestApp(plain);
  try {
    const units = await furnish(other.db);
    await addAccount(other.db, { username: 'admin', unit: units.centre, roles: ['system_admin'] });
    const tab = new Browser(other);
    await tab.signIn('admin');
    for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: tab.cookie ?? '' }])
      expect((await fetch(`${other.url}/metrics`, { headers })).status).toBe(404);
  } finally {
    await other.close();
  }
});
