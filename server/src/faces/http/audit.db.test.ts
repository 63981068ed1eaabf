import type { AuditRecord, AuditState } from '@lanzha/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
let auditor: Browser;

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre } = await furnish(app.db);
  await addAccount(app.db, { username: 'auditor', unit: centre, roles: ['audit_admin'] });
  auditor = new Browser(app);
  await auditor.signIn('auditor');
});
afterAll(() => app.close());

test('a served installation seals what is recorded, and says so', async () => {
  const state = async () => (await auditor.get<AuditState>('/audit/state')).body;
  await expect
    .poll(state, { timeout: 2_000 })
    .toMatchObject({ sealing: true, unsealed: { count: 0 }, brokenAt: null });
  expect((await state()).sealed).toBeGreaterThan(0);
  expect((await state()).anchor).not.toBeNull();
});

test('the auditor sees the own signing in, and takes the log along', async () => {
  const { body } = await auditor.get<{ items: AuditRecord[] }>('/audit/records?event=session.created');
  expect(body.items).toMatchObject([{ actor: { name: 'auditor' }, ok: true }]);
  const response = await fetch(`${app.url}/api/v1/audit/export`, {
    headers: { cookie: auditor.cookie ?? '' },
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('"session.created"');
});
