import type { WarningDetail } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machine } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
const officer = new Browser({ url: '' });
const admin = new Browser({ url: '' });
let units: Awaited<ReturnType<typeof furnish>>;
let ids: { officer: string; admin: string };

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  const account = (username: string, role: 'duty_officer' | 'system_admin') =>
    addAccount(app.db, { username, unit: units.centre, roles: [role] });
  ids = { officer: await account('officer', 'duty_officer'), admin: await account('admin', 'system_admin') };
  for (const tab of [officer, admin]) Object.assign(tab, { url: app.url });
  await officer.signIn('officer');
  await admin.signIn('admin');
});
afterAll(() => app.close());

const records = async (event: string) =>
  (
    await app.db.inTransaction(machine, (tx) =>
      tx.query('SELECT actor, unit_id, ok, detail FROM audit_record WHERE event = $1 ORDER BY id', [event]),
    )
  ).rows;

describe('the audit log', () => {
  test('holds what a role was refused, once for however many tries in a minute', async () => {
    for (let n = 0; n < 20; n++) expect((await admin.get('/warnings')).status).toBe(403);
    expect((await officer.get('/audit/records')).status).toBe(403);
    expect((await officer.get('/audit/export')).status).toBe(403);
    expect(await records('act.refused')).toEqual([
      { actor: ids.admin, unit_id: units.centre, ok: false, detail: { act: 'warnings.read', count: 1 } },
      { actor: ids.officer, unit_id: units.centre, ok: false, detail: { act: 'audit.read', count: 1 } },
    ]);
  });

  test('holds that somebody entered a signal by hand, without whom it is about', async () => {
    const signal = (id: string) => ({
      id,
      kind: 'report',
      at: new Date().toISOString(),
      subject: { phone: '13600001234', place: '330206001' },
      text: '来电说孩子被绑架',
    });
    for (const id of ['H-1', 'H-2'])
      expect((await officer.post('/signals/enter', signal(id))).status).toBe(200);
    expect(await records('signals.entered')).toEqual([
      {
        actor: ids.officer,
        unit_id: units.centre,
        ok: true,
        detail: { kind: 'report', status: 'decided', count: 1 },
      },
    ]);
  });
});

test('a name that a later signal makes known is in no answer about the earlier ones', async () => {
  const name = '诸葛青云';
  const phone = '13600005678';
  const enter = async (id: string, subject: object, text: string) => {
    const at = new Date().toISOString();
    const sent = {
      id,
      kind: 'instruction',
      level: 'high',
      at,
      from: `${name}的家属`,
      text,
      subject: { place: '330206001', ...subject },
    };
    const reply = await officer.post<{ warningId: string }>('/signals/enter', sent);
    expect(reply.status).toBe(200);
    return reply.body.warningId;
  };
  const id = await enter('N-1', { phone }, `${name}正在银行转账`);
  const before = await officer.get<WarningDetail>(`/warnings/${id}`);
  expect(JSON.stringify(before.body)).toContain(name);
  expect(await enter('N-2', { phone, name }, '再次来电')).toBe(id);
  for (const path of [`/warnings/${id}`, '/warnings']) {
    const { body } = await officer.get(path);
    expect(JSON.stringify(body)).not.toContain(name);
    expect(JSON.stringify(body)).toContain('诸***');
  }
});

test('the last administrator stays, whatever accounts were made that nobody has signed in with', async () => {
  const idle = await addAccount(app.db, { username: 'idle', unit: units.centre, roles: ['system_admin'] });
  const first = await addAccount(app.db, {
    username: 'first',
    unit: units.centre,
    roles: ['system_admin'],
    mustChangePassword: true,
  });
  const tab = new Browser(app);
  await tab.signIn('first'); // signed in, but the password is still the one that somebody else gave
  const disable = (id: string) =>
    admin.post(`/directory/people/${id}/disable`, { disabled: true, why: '离岗' });
  expect(await disable(ids.admin)).toMatchObject({ status: 422, body: { code: 'LAST_ADMIN' } });
  expect((await disable(first)).status).toBe(200);
  await new Browser(app).signIn('idle');
  expect((await disable(ids.admin)).status).toBe(200);
  expect(idle).not.toBe(ids.admin);
});
