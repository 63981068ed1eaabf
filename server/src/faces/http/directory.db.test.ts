import type { Person, Unit } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp, testPassword } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
let admin: Browser;
let units: Awaited<ReturnType<typeof furnish>>;

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  await addAccount(app.db, { username: 'admin', unit: units.centre, roles: ['system_admin'] });
  admin = new Browser(app);
  await admin.signIn('admin');
});
afterAll(() => app.close());

const person = (username: string) => ({
  name: '李明',
  username,
  unit: units.xinqi,
  roles: ['station_officer'],
  password: testPassword,
});

describe('a system administrator', () => {
  test('makes an account whose first password must be changed', async () => {
    const { status, body } = await admin.post<Person>('/directory/people', person('liming'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      username: 'liming',
      roles: [],
      pending: { kind: 'rights.change' },
      mustChangePassword: true,
      unit: { name: '新碶派出所' },
    });
    expect((await new Browser(app).signIn('liming')).body.mustChangePassword).toBe(true);
  });

  test.each([
    ['a taken name', { username: 'admin' }, 409, 'USERNAME_TAKEN'],
    ['a unit that is not there', { unit: '01a1ffbf-5660-7e4d-ae24-6a933003da00' }, 422, 'UNKNOWN_UNIT'],
    ['roles that exclude each other', { roles: ['system_admin', 'analyst'] }, 422, 'ROLES_EXCLUDE'],
    ['a weak password', { password: 'abcdefgh' }, 422, 'WEAK_PASSWORD'],
    ['a name that is none', { username: 'Li Ming' }, 400, 'BAD_REQUEST'],
    ['no roles', { roles: [] }, 400, 'BAD_REQUEST'],
    ['an unknown role', { roles: ['king'] }, 400, 'BAD_REQUEST'],
  ])('is refused %s', async (_what, wrong, status, code) => {
    const reply = await admin.post('/directory/people', { ...person('another'), ...wrong });
    expect(reply).toMatchObject({ status, body: { code, message: expect.stringMatching(/[。一-鿿]/) } });
  });

  test('disables an account, which ends its sessions, and leaves a record', async () => {
    const id = await addAccount(app.db, { username: 'leaver', unit: units.centre, roles: ['analyst'] });
    const leaver = new Browser(app);
    await leaver.signIn('leaver');
    const why = '王某某离岗';
    const { body } = await admin.post<Person>(`/directory/people/${id}/disable`, { disabled: true, why });
    expect(body.disabledAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect((await leaver.get('/session')).status).toBe(401);
    expect((await new Browser(app).signIn('leaver')).body).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect((await leaver.get('/session')).status).toBe(401);
    const { rows } = await app.db.pool.query(
      'SELECT event, detail FROM audit_record WHERE target = $1 ORDER BY id',
      [id],
    );
    const sealedReason = { keyId: expect.any(Number), sealed: expect.any(String) };
    expect(rows).toEqual([{ event: 'person.disabled', detail: { sealedReason } }]);
  });

  test('cannot disable the last one of the kind', async () => {
    const { body: me } = await admin.get<{ id: string }>('/session');
    const reply = await admin.post(`/directory/people/${me.id}/disable`, { disabled: true });
    expect(reply).toMatchObject({ status: 422, body: { code: 'LAST_ADMIN' } });
  });

  test('makes units where there are places', async () => {
    const unit = {
      code: 'SCH-1',
      name: '新碶小学',
      kind: 'school',
      place: '330206001',
      parent: units.centre,
    };
    expect((await admin.post<Unit>('/directory/units', unit)).body).toMatchObject({
      place: { code: '330206001', name: '新碶街道' },
      parent: { name: '北仑区反诈中心' },
      people: 0,
    });
    expect(await admin.post('/directory/units', unit)).toMatchObject({
      status: 409,
      body: { code: 'CODE_TAKEN' },
    });
    const elsewhere = { ...unit, code: 'SCH-2', place: '110101' };
    expect(await admin.post('/directory/units', elsewhere)).toMatchObject({
      status: 422,
      body: { code: 'UNKNOWN_PLACE' },
    });
    const orphan = { ...unit, code: 'SCH-3', parent: '01a1ffbf-5660-7e4d-ae24-6a933003da00' };
    expect(await admin.post('/directory/units', orphan)).toMatchObject({
      status: 422,
      body: { message: '没有这个上级单位。' },
    });
  });

  test('looks around', async () => {
    expect((await admin.get('/directory/places')).body).toEqual([
      { code: '330206', name: '北仑区', level: 3, children: 2 },
    ]);
    const stations = await admin.get<Unit[]>('/directory/units?kind=police_station');
    expect(stations.body.map((unit) => unit.name)).toEqual(['新碶派出所', '小港派出所']);
    const found = await admin.get<Person[]>(
      `/directory/people?q=${encodeURIComponent('admin')}&unit=${units.centre}`,
    );
    expect(found.body.map((one) => one.username)).toEqual(['admin']);
    expect(JSON.stringify(found.body)).not.toContain('scrypt');
  });
});
