import type { ContactGap, StaffContact, StaffDetail, StaffMember } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { createUnit } from '../../ground/directory/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { testDatabase } from '../../testing/database.ts';

const database = await testDatabase();
let app: TestApp;
let units: Awaited<ReturnType<typeof furnish>>;
let bank: string;
const tabs: Record<string, Browser> = {};
const tab = (name: string): Browser => tabs[name] ?? expect.fail(`nobody is ${name}`);
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  const made = await app.db.inTransaction(machine, (tx) =>
    createUnit(tx, { code: 'BK', name: '北仑银行', kind: 'bank', place: '330206' }),
  );
  if (isRefusal(made)) throw new Error(made.code);
  bank = made.id;
  const people = [
    ['officer', units.centre, 'duty_officer'],
    ['second', units.centre, 'duty_officer'],
    ['leader', units.centre, 'leader'],
    ['analyst', units.centre, 'analyst'],
    ['station', units.xinqi, 'station_officer'],
    ['head', units.xinqi, 'leader'],
    ['grid', units.xinqi, 'grid_worker'],
    ['admin', units.centre, 'system_admin'],
  ] as const;
  for (const [username, unit, role] of people) {
    ids[username] = await addAccount(app.db, { username, unit, roles: [role] });
    tabs[username] = new Browser(app);
    await tab(username).signIn(username);
  }
});
afterAll(() => app.close());

const add = async (who: string, member: object) => {
  const reply = await tab(who).post<StaffDetail>('/staff', { post: '客户经理', ...member });
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 });
  return reply.body;
};
const appoint = (who: string, input: object) =>
  tab(who).post<{ contact: StaffContact; tasks: number }>('/staff/contacts', {
    unit: bank,
    function: 'stop_payment_24x7',
    rank: 'A',
    why: '银行来函',
    ...input,
  });
const attention = async (who: string) =>
  (
    await tab(who).get<{ gaps: ContactGap[]; stale: StaffContact[]; unreported: StaffContact[] }>(
      '/staff/contacts/attention',
    )
  ).body;

describe('who may', () => {
  test.each(['analyst', 'station'])('%s reads and does not write', async (who) => {
    expect((await tab(who).get('/staff')).status).toBe(200);
    expect((await tab(who).post('/staff', { name: '张三', unit: units.xinqi, post: '' })).status).toBe(403);
    expect((await tab(who).get('/staff/export')).status).toBe(403);
    expect((await appoint(who, { member: bank })).status).toBe(403);
  });
  test.each(['grid', 'admin'])('%s does not see the register', async (who) => {
    for (const path of ['/staff', '/staff/contacts', '/staff/contacts/attention', '/staff/export'])
      expect((await tab(who).get(path)).status).toBe(403);
  });
  test('without a session nothing is told', async () => {
    for (const path of ['/staff', '/staff/export'])
      expect((await new Browser(app).get(path)).status).toBe(401);
  });
  test('a station registers its own people and nobody elsewhere', async () => {
    const outside = await tab('head').post('/staff', { name: '李四', unit: bank, post: '' });
    expect(outside).toMatchObject({ status: 422, body: { code: 'UNKNOWN_UNIT' } });
    await add('head', { name: '陈辅警', unit: units.xinqi, post: '辅警' });
    const other = await add('officer', { name: '远处的人', unit: units.xiaogang });
    expect((await tab('station').get(`/staff/${other.id}`)).status).toBe(404);
    const { body } = await tab('station').get<{ items: StaffMember[] }>('/staff');
    expect(body.items.map(({ name }) => name)).toEqual(['陈辅警']);
  });
});

test('a telephone is whole for the own unit, masked for others, and whole again for a reason that stays', async () => {
  const member = await add('officer', { name: '王柜员', unit: bank, phone: '138 0000 2222' });
  expect(member).toMatchObject({ phone: '138****2222', phoneMasked: true });
  const own = await add('officer', { name: '李内勤', unit: units.centre, phone: '13800003333' });
  expect(own).toMatchObject({ phone: '13800003333', phoneMasked: false });
  expect((await tab('analyst').post(`/staff/${member.id}/phone`, { reason: '' })).status).toBe(400);
  const shown = await tab('analyst').post(`/staff/${member.id}/phone`, { reason: '联系止付' });
  expect(shown.body).toEqual({ phone: '138 0000 2222' });
  const { rows } = await app.db.pool.query(
    `SELECT target FROM audit_record WHERE event = 'staff.phone_revealed'`,
  );
  expect(rows).toEqual([{ target: `staff/${member.id}` }]);
  const plain = await app.db.inTransaction(machine, (tx) =>
    tx.query(`SELECT FROM staff_member m WHERE m::text LIKE '%0000%3333%'`),
  );
  expect(plain.rowCount).toBe(0);
});

test('secondment, training and a struck mistake stay readable', async () => {
  const { id } = await add('officer', { name: '周借调', unit: units.centre });
  const entry = { title: '借调反诈中心', kind: 'secondment', fromDay: '2026-01-01' };
  expect((await tab('officer').post(`/staff/${id}/entries`, entry)).status).toBe(400);
  await tab('officer').post(`/staff/${id}/entries`, { ...entry, fromUnit: units.xiaogang });
  const training = { kind: 'training', title: '资金查控培训', fromDay: '2026-02-01', hours: 7.5 };
  const { body } = await tab('officer').post<StaffDetail>(`/staff/${id}/entries`, training);
  expect(body).toMatchObject({ secondedFrom: '小港派出所', entries: [{ hours: 7.5 }, {}] });
  const strike = { why: '记错人' };
  const struck = await tab('officer').post<StaffDetail>(
    `/staff/entries/${body.entries[0]?.id}/strike`,
    strike,
  );
  expect(struck.body.entries[0]).toMatchObject({ title: '资金查控培训', struck: { why: '记错人' } });
  expect(await tab('officer').post(`/staff/entries/${body.entries[0]?.id}/strike`, strike)).toMatchObject({
    body: { code: 'ALREADY_STRUCK' },
  });
});

describe('contacts', () => {
  test('a bank without its 24-hour contacts is a gap; named, reported and left, it is a gap again with since when', async () => {
    const ofBank = async () => (await attention('officer')).gaps.filter(({ unit }) => unit.id === bank);
    expect((await ofBank()).map(({ rank, since }) => [rank, since])).toEqual([
      ['A', null],
      ['B', null],
    ]);
    const one = await add('officer', { name: '甲', unit: bank });
    const two = await add('officer', { name: '乙', unit: bank });
    const { body } = await appoint('officer', { member: one.id });
    expect((await attention('officer')).unreported.map(({ id }) => id)).toEqual([body.contact.id]);
    const { id, version } = body.contact;
    const told = await tab('officer').post<StaffContact>(`/staff/contacts/${id}/report`, { version });
    expect(told.body.reportDue).toBeNull();
    expect(await appoint('officer', { member: two.id })).toMatchObject({ body: { code: 'CHANGED' } });
    expect(await appoint('officer', { member: one.id, instead: id })).toMatchObject({
      body: { code: 'SAME_PERSON' },
    });
    const next = await appoint('officer', { member: two.id, instead: id });
    expect(next).toMatchObject({ status: 200, body: { contact: { member: { name: '乙' } } } });
    expect(
      await tab('officer').post(`/staff/contacts/${id}/end`, { version: version + 2, why: '来函' }),
    ).toMatchObject({ body: { code: 'CHANGED', data: { version: null } } });
    const past = await tab('officer').get<StaffContact[]>(`/staff/contacts?unit=${bank}&past=true`);
    expect(past.body.map((one) => [one.member.name, one.toDay === null])).toEqual([
      ['乙', true],
      ['甲', false],
    ]);
    await tab('officer').post(`/staff/${two.id}/leave`, { version: two.version, why: '离职' });
    expect((await ofBank())[0]).toMatchObject({ rank: 'A', last: { name: '乙' } });
    expect((await ofBank())[0]?.since).toMatch(/^20\d\d-/);
    expect(await appoint('officer', { member: two.id })).toMatchObject({ body: { code: 'LEFT' } });
  });

  test('one that nobody confirmed for long is asked about', async () => {
    const one = await add('officer', { name: '丙', unit: bank });
    const { body } = await appoint('officer', { member: one.id, rank: 'B' });
    const { id, version } = body.contact;
    await app.db.inTransaction(machine, (tx) =>
      tx.query(`UPDATE staff_contact SET confirmed_at = now() - interval '91 days' WHERE id = $1`, [id]),
    );
    expect((await attention('officer')).stale.map((one) => one.id)).toContain(id);
    await tab('officer').post(`/staff/contacts/${id}/confirm`, { version });
    expect((await attention('officer')).stale).toEqual([]);
  });

  test('the successor takes the open warnings; a leader, who assigns none, may not have them moved', async () => {
    const sent = await tab('officer').post<{ warningId: string }>('/signals/enter', {
      id: crypto.randomUUID(),
      kind: 'instruction',
      at: new Date().toISOString(),
      level: 'high',
      subject: { phone: '13800004444', place: '330206' },
    });
    const at = `/warnings/${sent.body.warningId}`;
    const { body } = await tab('officer').get<{ version: number }>(at);
    await tab('officer').post(`${at}/assign`, { version: body.version, person: ids.officer });
    const one = await add('officer', { name: '丁', unit: units.centre, account: ids.officer });
    const two = await add('officer', { name: '戊', unit: units.centre, account: ids.second });
    const duty = { unit: units.centre, function: 'case_contact' };
    const first = await appoint('officer', { ...duty, member: one.id });
    const change = { ...duty, member: two.id, instead: first.body.contact.id, takeTasks: true };
    expect((await appoint('leader', change)).status).toBe(403);
    expect((await appoint('officer', change)).body).toMatchObject({ tasks: 1 });
    expect((await tab('second').get(at)).body).toMatchObject({ assignee: { id: ids.second } });
  });
});

test('an account belongs to one person of the register', async () => {
  const taken = { name: '己', unit: units.centre, post: '', account: ids.officer };
  expect(await tab('officer').post('/staff', taken)).toMatchObject({ body: { code: 'ACCOUNT_TAKEN' } });
  const elsewhere = { ...taken, account: ids.station };
  expect(await tab('officer').post('/staff', elsewhere)).toMatchObject({ body: { code: 'UNKNOWN_ACCOUNT' } });
});

test('the list filters and pages; the export keeps formulas as text and numbers masked, and is in the log', async () => {
  await add('officer', { name: '=HYPERLINK("x")', unit: bank, phone: '13800005555' });
  const one = await tab('officer').get<{ items: StaffMember[]; next: string; total: number }>(
    `/staff?unit=${bank}&limit=1`,
  );
  const two = await tab('officer').get<{ items: StaffMember[] }>(
    `/staff?unit=${bank}&limit=1&cursor=${one.body.next}`,
  );
  expect(one.body.total).toBeGreaterThan(1);
  expect(two.body.items[0]?.id).not.toBe(one.body.items[0]?.id);
  const response = await fetch(`${app.url}/api/v1/staff/export?unit=${bank}`, {
    headers: { cookie: tab('leader').cookie ?? '' },
  });
  const csv = await response.text();
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  expect(csv).not.toContain('13800005555');
  const { rowCount } = await app.db.pool.query(`SELECT FROM audit_record WHERE event = 'staff.exported'`);
  expect(rowCount).toBe(1);
  await fetch(`${app.url}/api/v1/staff/export?q=${encodeURIComponent('王某某')}`, {
    headers: { cookie: tab('leader').cookie ?? '' },
  });
  const { rows } = await app.db.pool.query<{ detail: object }>(
    `SELECT detail FROM audit_record WHERE event = 'staff.exported' ORDER BY id DESC LIMIT 1`,
  );
  expect(rows[0]?.detail).toMatchObject({ q: true, rows: 0, sealedReason: { keyId: expect.any(Number) } });
  expect(JSON.stringify(rows)).not.toContain('王某某');
});

test('two who change the same person do not overwrite each other', async () => {
  const { id, version } = await add('officer', { name: '庚', unit: bank });
  const change = { version, name: '庚', unit: bank, post: '副行长' };
  expect((await tab('leader').post(`/staff/${id}/change`, change)).status).toBe(200);
  expect(await tab('officer').post(`/staff/${id}/change`, change)).toMatchObject({
    status: 409,
    body: { code: 'CHANGED', data: { by: 'leader' } },
  });
});

test.each(['staff_member', 'staff_entry', 'staff_contact', 'staff_history'])(
  'nothing is deleted from %s',
  async (table) => {
    const remove = app.db.inTransaction(machine, (tx) => tx.query(`DELETE FROM ${table}`));
    await expect(remove).rejects.toMatchObject({ code: '42501' });
  },
);
test('history is not rewritten', async () => {
  const rewrite = app.db.inTransaction(machine, (tx) => tx.query(`UPDATE staff_history SET act = 'x'`));
  await expect(rewrite).rejects.toMatchObject({ code: '42501' });
});
