import type { Approval, Me, Notice, Person, Role } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree, findWaiting } from '../../ground/approvals/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { createPerson } from '../../ground/directory/index.ts';
import { hashPassword } from '../../ground/passwords/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp, testPassword } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
let units: Awaited<ReturnType<typeof furnish>>;
let ids: Record<string, string>;
const tab = () => new Browser({ url: '' });
const [admin, security, second, leader, auditor, officer] = [tab(), tab(), tab(), tab(), tab(), tab()];

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  const people: [Browser, string, Role][] = [
    [admin, 'admin', 'system_admin'],
    [security, 'security', 'security_admin'],
    [second, 'second', 'security_admin'],
    [leader, 'leader', 'leader'],
    [auditor, 'auditor', 'audit_admin'],
    [officer, 'officer', 'duty_officer'],
  ];
  ids = {};
  for (const [browser, username, role] of people) {
    ids[username] = await addAccount(app.db, { username, unit: units.centre, roles: [role] });
    Object.assign(browser, { url: app.url });
    await browser.signIn(username);
  }
});
afterAll(() => app.close());

let next = 0;
const newAccount = async (roles: Role[], more: object = {}): Promise<Person> => {
  next += 1;
  const { status, body } = await admin.post<Person>('/directory/people', {
    name: `新人${next}`,
    username: `new.${next}`,
    unit: units.xinqi,
    roles,
    password: testPassword,
    ...more,
  });
  expect(status).toBe(200);
  return body;
};
const me = async (username: string): Promise<Me> => (await new Browser(app).signIn(username)).body;
const rights = (by: Browser, id: string, wanted: { roles: Role[]; unit?: string }) =>
  by.post<Person>(`/directory/people/${id}/rights`, { unit: units.xinqi, why: '岗位调整', ...wanted });
const decide = (by: Browser, act: string, { id, version }: Approval, more: object = {}) =>
  by.post<Approval>(`/approvals/${id}/${act}`, { version, ...more });

describe('a new account', () => {
  test('may do nothing until a security administrator agrees to its roles', async () => {
    const made = await newAccount(['duty_officer'], { unit: units.centre });
    expect(made).toMatchObject({ roles: [], pending: { kind: 'rights.change' } });
    expect(await me(made.username)).toMatchObject({ roles: [], acts: [], mustChangePassword: true });
    expect(await agree(security, made.username)).toMatchObject({ state: 'approved', emergency: false });
    expect(await me(made.username)).toMatchObject({ roles: ['duty_officer'] });
    const { rows } = await app.db.pool.query<{ event: string; actor: string }>(
      "SELECT event, actor FROM audit_record WHERE target = $1 AND event <> 'session.created' ORDER BY id",
      [made.id],
    );
    expect(rows).toEqual([
      { event: 'person.created', actor: ids.admin },
      { event: 'rights.changed', actor: ids.security },
    ]);
  });

  test('stays without rights when they are refused, with the reason, and may be asked for again', async () => {
    const made = await newAccount(['analyst']);
    const asked = await findWaiting(security, made.username);
    expect(await decide(security, 'refuse', asked)).toMatchObject({ status: 400 });
    expect(await decide(security, 'refuse', asked, { note: '不在编' })).toMatchObject({
      body: { state: 'refused', note: '不在编', decidedBy: { name: 'security' } },
    });
    expect((await me(made.username)).acts).toEqual([]);
    expect((await rights(security, made.id, { roles: ['analyst'] })).body.pending).not.toBeNull();
  });
});

describe('who agrees', () => {
  test('is another person: neither who asked, nor whom it is about, nor their other account', async () => {
    const made = await newAccount(['grid_worker']);
    await agree(security, made.username);
    await rights(security, made.id, { roles: ['station_officer'] });
    const own = await findWaiting(security, made.username, 'mine');
    for (const act of ['approve', 'refuse'])
      expect(await decide(security, act, own, { note: '我自己' })).toMatchObject({
        status: 403,
        body: { code: 'OWN_REQUEST', data: { why: 'requester' } },
      });
    await decide(security, 'withdraw', own);

    expect((await rights(admin, ids.second!, { roles: ['leader'] })).status).toBe(200);
    const about = await findWaiting(second, 'second', 'others');
    expect(await decide(second, 'approve', about)).toMatchObject({ body: { data: { why: 'subject' } } });
    await decide(admin, 'withdraw', about);

    await app.db.pool.query("UPDATE person SET staff_no = '330001' WHERE username IN ('security', 'second')");
    await rights(security, made.id, { roles: ['station_officer'] });
    const again = await findWaiting(second, made.username, 'others');
    expect(await decide(second, 'approve', again)).toMatchObject({ body: { data: { why: 'same_person' } } });
    expect(await decide(leader, 'approve', again)).toMatchObject({ body: { state: 'approved' } });
    await app.db.pool.query('UPDATE person SET staff_no = NULL');
  });

  test('is a security administrator when the system administrator asked', async () => {
    const made = await newAccount(['grid_worker']);
    const asked = await findWaiting(leader, made.username);
    expect(asked.offers).toEqual(['refuse']);
    expect(await decide(leader, 'approve', asked)).toMatchObject({
      status: 403,
      body: { code: 'WRONG_PAIR' },
    });
    await agree(second, made.username);
  });

  test('is nobody without the right, and nobody who lost it meanwhile', async () => {
    const made = await newAccount(['grid_worker']);
    const asked = await findWaiting(security, made.username);
    expect(await decide(admin, 'withdraw', { ...asked, version: 9 })).toMatchObject({
      body: { code: 'CHANGED' },
    });
    expect((await decide(officer, 'approve', asked)).status).toBe(403);
    expect(await decide(auditor, 'approve', asked)).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
    expect(await decide(leader, 'withdraw', asked)).toMatchObject({ status: 404 });
    await app.db.pool.query("UPDATE person SET roles = '{duty_officer}' WHERE username = 'second'");
    expect((await decide(second, 'approve', asked)).status).toBe(403);
    await app.db.pool.query("UPDATE person SET roles = '{security_admin}' WHERE username = 'second'");
    expect(await decide(second, 'approve', asked)).toMatchObject({ body: { state: 'approved' } });
    expect(await decide(security, 'approve', asked)).toMatchObject({
      status: 409,
      body: { code: 'CHANGED' },
    });
    expect(await decide(security, 'approve', { ...asked, version: 2 })).toMatchObject({
      status: 409,
      body: { code: 'NOT_PENDING', data: { state: 'approved' } },
    });
  });

  test('agrees once: of two at the same moment one is told', async () => {
    const made = await newAccount(['grid_worker']);
    const asked = await findWaiting(security, made.username);
    const both = await Promise.all([decide(security, 'approve', asked), decide(second, 'approve', asked)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a request', () => {
  test('is stale when the account changed since, or who asked may not ask any more', async () => {
    const made = await newAccount(['grid_worker']);
    const asked = await findWaiting(security, made.username);
    await app.db.pool.query("UPDATE person SET roles = '{analyst}' WHERE id = $1", [made.id]);
    expect(await decide(security, 'approve', asked)).toMatchObject({
      body: { code: 'STALE', data: { why: 'changed' } },
    });
    await app.db.pool.query("UPDATE person SET roles = '{}' WHERE id = $1", [made.id]);
    await app.db.pool.query("UPDATE person SET roles = '{audit_admin}' WHERE username = 'admin'");
    expect(await decide(security, 'approve', asked)).toMatchObject({ body: { data: { why: 'requester' } } });
    await app.db.pool.query("UPDATE person SET roles = '{system_admin}' WHERE username = 'admin'");
    expect((await agree(security, made.username)).state).toBe('approved');
  });

  test('for roles that exclude each other is refused at once', async () => {
    const made = await newAccount(['grid_worker']);
    expect(await rights(security, made.id, { roles: ['system_admin', 'analyst'] })).toMatchObject({
      body: { code: 'ROLES_EXCLUDE' },
    });
    expect(await rights(security, made.id, { roles: [] })).toMatchObject({
      body: { code: 'NOTHING_TO_CHANGE' },
    });
    expect((await rights(officer, made.id, { roles: ['leader'] })).status).toBe(403);
    expect((await rights(leader, made.id, { roles: ['leader'] })).status).toBe(403);
  });

  test('to take the last system administrator away cannot be carried out', async () => {
    await rights(security, ids.admin!, { roles: ['leader'], unit: units.centre });
    const asked = await findWaiting(leader, 'admin');
    expect(await decide(leader, 'approve', asked)).toMatchObject({
      body: { code: 'STALE', data: { why: 'last_admin' } },
    });
    await decide(security, 'withdraw', asked);
  });

  test('that nobody answers is over, and another can be made', async () => {
    const made = await newAccount(['grid_worker']);
    const asked = await findWaiting(security, made.username);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const owner = new (await import('pg')).default.Client(database.migrator);
    await owner.connect();
    await owner.query('UPDATE approval SET expires_at = now() WHERE id = $1', [asked.id]);
    await owner.end();
    expect(await decide(security, 'approve', asked)).toMatchObject({
      body: { code: 'NOT_PENDING', data: { state: 'expired' } },
    });
    expect((await rights(security, made.id, { roles: ['grid_worker'] })).status).toBe(200);
    const { body } = await security.get<Approval>(`/approvals/${asked.id}`);
    expect(body).toMatchObject({ state: 'expired', decidedBy: null, offers: [] });
    const notices = await admin.get<{ items: Notice[] }>('/notify/notices?kind=approval.decided&limit=1');
    expect(notices.body.items).toMatchObject([{ params: { what: 'rights.change', result: 'expired' } }]);
  });
});

describe('an account that exists', () => {
  test('is disabled at once, and comes back with its rights only when a second person agrees', async () => {
    const leaver = await addAccount(app.db, { username: 'leaver', unit: units.centre, roles: ['analyst'] });
    const { body } = await admin.post<Person>(`/directory/people/${leaver}/disable`, {
      disabled: true,
      why: '离岗',
    });
    expect(body.disabledAt).not.toBeNull();
    const waiting = await admin.post<Person>(`/directory/people/${leaver}/disable`, { disabled: false });
    expect(waiting.body).toMatchObject({
      disabledAt: expect.any(String),
      pending: { kind: 'rights.restore' },
    });
    expect((await new Browser(app).signIn('leaver')).status).toBe(401);
    await agree(security, 'leaver');
    expect((await new Browser(app).signIn('leaver')).status).toBe(200);
  });

  test('moves at once to a unit that shows no more, and needs a second person where it shows more', async () => {
    const made = await newAccount(['station_officer']);
    await agree(security, made.username);
    const squad = await admin.post<{ id: string }>('/directory/units', {
      code: 'SQ1',
      name: '新碶一中队',
      kind: 'police_squad',
      place: '330206001',
      parent: units.xinqi,
    });
    const wanted = { roles: ['station_officer'] as Role[] };
    const moved = await rights(admin, made.id, { ...wanted, unit: squad.body.id });
    expect(moved.body).toMatchObject({ unit: { name: '新碶一中队' }, pending: null });
    const back = await rights(admin, made.id, { ...wanted, unit: units.xinqi });
    expect(back.body).toMatchObject({ unit: { name: '新碶一中队' }, pending: { kind: 'rights.change' } });
  });

  test('loses its sessions when its rights change', async () => {
    const made = await newAccount(['analyst'], { unit: units.centre });
    await agree(security, made.username);
    await app.db.pool.query('UPDATE person SET must_change_password = false WHERE id = $1', [made.id]);
    const person = new Browser(app);
    await person.signIn(made.username);
    expect((await person.get('/warnings')).status).toBe(200);
    await rights(security, made.id, { roles: [], unit: units.centre });
    expect((await person.get('/warnings')).status).toBe(200);
    await agree(leader, made.username);
    expect((await person.get('/session')).status).toBe(401);
    await person.signIn(made.username);
    expect((await person.get('/warnings')).status).toBe(403);
  });

  test('gets a new first password only when a second person agrees; till then the old one works', async () => {
    const made = await newAccount(['analyst'], { unit: units.centre });
    await agree(security, made.username);
    const reset = { password: 'Quiet-lake-9173', why: '本人忘记口令' };
    expect((await rights(officer, made.id, { roles: [] })).status).toBe(403);
    expect((await security.post(`/directory/people/${made.id}/password`, reset)).status).toBe(403);
    expect(await admin.post(`/directory/people/${ids.admin}/password`, reset)).toMatchObject({
      body: { code: 'OWN_ACCOUNT' },
    });
    const weak = { ...reset, password: 'abcdefgh' };
    expect(await admin.post(`/directory/people/${made.id}/password`, weak)).toMatchObject({
      body: { code: 'WEAK_PASSWORD' },
    });
    const asked = await admin.post<Person>(`/directory/people/${made.id}/password`, reset);
    expect(asked.body.pending).toMatchObject({ kind: 'account.reset' });
    expect((await new Browser(app).signIn(made.username, reset.password)).status).toBe(401);
    expect((await new Browser(app).signIn(made.username)).status).toBe(200);
    await agree(security, made.username);
    expect((await new Browser(app).signIn(made.username)).status).toBe(401);
    expect((await new Browser(app).signIn(made.username, reset.password)).body).toMatchObject({
      mustChangePassword: true,
    });
    expect(JSON.stringify((await security.get('/approvals?view=done')).body)).not.toContain('scrypt');
  });
});

const disabledSince = (ago: string, ...usernames: string[]) =>
  app.db.pool.query('UPDATE person SET disabled_at = now() - $1::interval WHERE username = ANY ($2)', [
    ago,
    usernames,
  ]);

describe('an office in which nobody else may agree', () => {
  test('gets on with the code of the console, once, and loudly', async () => {
    const made = await newAccount(['duty_officer']);
    const asked = await findWaiting(admin, made.username, 'mine');
    const emergency = (code: string) =>
      decide(admin, 'emergency', asked, { code, note: '只有我一人在岗,值班不能断' });
    expect(await emergency('AAAA-AAAA-AAAA')).toMatchObject({
      status: 409,
      body: { code: 'OTHERS_MAY', data: { names: ['second', 'security'] } },
    });
    await disabledSince('6 days', 'security', 'second');
    expect((await findWaiting(admin, made.username, 'mine')).offers).toEqual(['withdraw']);
    expect(await emergency('AAAA-AAAA-AAAA')).toMatchObject({
      body: { code: 'OTHERS_MAY', data: { names: ['second（刚停用）', 'security（刚停用）'] } },
    });
    await disabledSince('8 days', 'security', 'second');
    expect((await findWaiting(admin, made.username, 'mine')).offers).toEqual(['withdraw', 'emergency']);
    expect(await emergency('AAAA-AAAA-AAAA')).toMatchObject({ status: 403, body: { code: 'WRONG_CODE' } });
    const { createEmergencyCode } = await import('../../ground/approvals/index.ts');
    const { openParams } = await import('../../ground/params/index.ts');
    const params = await openParams(app.db);
    const { code } = await app.db.inTransaction(machine, (tx) => createEmergencyCode(tx, params));
    params.close();
    expect(await emergency(code.toLowerCase())).toMatchObject({
      body: { state: 'approved', emergency: true },
    });
    expect(await me(made.username)).toMatchObject({ roles: ['duty_officer'] });
    const other = await newAccount(['grid_worker']);
    const again = await findWaiting(admin, other.username, 'mine');
    expect(await decide(admin, 'emergency', again, { code, note: '再用一次' })).toMatchObject({
      body: { code: 'WRONG_CODE' },
    });
    const { rows } = await app.db.pool.query<{ ok: boolean }>(
      "SELECT ok FROM audit_record WHERE event = 'approval.emergency' ORDER BY id",
    );
    expect(rows.map(({ ok }) => ok)).toEqual([false, false, false, true, false]);
    expect((await auditor.get<Approval[]>('/approvals?view=done')).body[0]).toMatchObject({
      emergency: true,
    });
  });

  test('does not help anybody to rights of their own', async () => {
    const passwordHash = await hashPassword(testPassword);
    const sole = await app.db.inTransaction(machine, (tx) =>
      createPerson(tx, {
        name: '另一管理员',
        username: 'admin.two',
        unit: units.centre,
        roles: ['system_admin'],
        passwordHash,
        mustChangePassword: false,
      }),
    );
    if (isRefusal(sole)) throw new Error(sole.code);
    const two = new Browser(app);
    await two.signIn('admin.two');
    await rights(two, sole.id, { roles: ['leader'], unit: units.centre });
    const own = await findWaiting(two, 'admin.two', 'mine');
    expect(own.offers).toEqual(['withdraw']);
    expect(await decide(two, 'emergency', own, { code: 'AAAA-AAAA-AAAA', note: '给我自己' })).toMatchObject({
      body: { code: 'OWN_REQUEST' },
    });
  });
});
