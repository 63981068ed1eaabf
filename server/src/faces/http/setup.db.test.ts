import type { Unit } from '@lanzha/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { Browser, startTestApp, type TestApp } from '../testing.ts';

const shared = await testDatabase();
const databases = [await testDatabase(), await testDatabase(), await testDatabase(), await testDatabase()];
let app: TestApp;
let tab: Browser;

const admin = { name: '管理员', username: 'admin', password: 'Sunny-river-2846' };
const officer = { name: '值班员', username: 'officer', password: 'Green-hill-5930' };
const form = (changes: object = {}) => ({
  code: app.setupCode,
  county: '330206',
  centerName: '北仑区反诈中心',
  stationsByTown: true,
  admin,
  officer,
  ...changes,
});

describe('before the first set-up', () => {
  beforeAll(async () => {
    app = await startTestApp(shared);
    tab = new Browser(app);
  });
  afterAll(() => app.close());

  test('everybody learns that it is not done, and may pick a county', async () => {
    expect((await tab.get('/setup')).body).toEqual({ done: false, kind: 'real', county: null });
    expect((await tab.get<unknown[]>('/setup/places')).body).toHaveLength(31);
    expect((await tab.get('/setup/places?q=北仑')).body).toEqual([
      { code: '330206', name: '浙江省宁波市北仑区' },
    ]);
    expect(app.setupCode).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  });

  test.each([
    ['a wrong code', { code: 'AAAA-AAAA-AAAA' }, 403, 'WRONG_CODE'],
    ['a weak password', { officer: { ...officer, password: 'weak' } }, 422, 'WEAK_PASSWORD'],
    ['one name for both', { officer: { ...officer, username: 'admin' } }, 422, 'SAME_USERNAME'],
    ['a county that is none', { county: '330299' }, 422, 'UNKNOWN_PLACE'],
    ['a city instead of a county', { county: '3302' }, 422, 'UNKNOWN_PLACE'],
  ])('%s is refused and nothing is written', async (_what, wrong, status, code) => {
    expect(await tab.post('/setup', form(wrong))).toMatchObject({ status, body: { code } });
    expect((await tab.get('/setup')).body).toMatchObject({ done: false });
  });

  test('a code of an earlier start no longer works', async () => {
    const earlier = app.setupCode;
    await app.close();
    app = await startTestApp(shared);
    tab = new Browser(app);
    expect(await tab.post('/setup', form({ code: earlier }))).toMatchObject({ body: { code: 'WRONG_CODE' } });
  });
});

describe('the first set-up', () => {
  beforeEach(async () => {
    const database = databases.pop();
    if (database === undefined) throw new Error('one database a test');
    app = await startTestApp(database);
    tab = new Browser(app);
  });
  afterEach(() => app.close());

  test('makes the security administrator who agrees to what the system administrator asks for', async () => {
    const security = { name: '安全员', username: 'security', password: 'Quiet-lake-9173' };
    expect(await tab.post('/setup', form({ security: { ...security, username: 'officer' } }))).toMatchObject({
      body: { code: 'SAME_USERNAME' },
    });
    expect(await tab.post('/setup', form({ security: { ...security, password: 'weak' } }))).toMatchObject({
      body: { code: 'WEAK_PASSWORD', data: { account: 'security' } },
    });
    expect((await tab.post('/setup', form({ security }))).status).toBe(200);
    expect((await tab.signIn('security', security.password)).body.roles).toEqual(['security_admin']);
  });

  test('makes the centre, a station for every town and two accounts that see different things', async () => {
    const code = (app.setupCode ?? '').toLowerCase().replaceAll('-', ' ');
    expect(await tab.post('/setup', form({ code }))).toMatchObject({ status: 200, body: { ok: true } });
    const county = { code: '330206', name: '北仑区' };
    expect((await tab.get('/setup')).body).toEqual({ done: true, kind: 'real', county });
    expect((await tab.get('/setup/places')).body).toEqual([]);
    const me = await tab.signIn('officer', officer.password);
    expect(me.body).toMatchObject({ roles: ['duty_officer'], mustChangePassword: false });
    const { body: units } = await tab.get<Unit[]>('/directory/units');
    const stations = units.filter((unit) => unit.kind === 'police_station');
    expect(stations.length).toBeGreaterThan(5);
    for (const { code: own, place, name } of stations) {
      expect(own).toBe(`${place.code}PS`);
      expect(name).toMatch(/派出所$/);
    }
    const centre = units.find((unit) => unit.kind === 'anti_fraud_center');
    expect(centre).toMatchObject({ place: county, people: 2 });
    const asAdmin = await new Browser(app).signIn('admin', admin.password);
    expect(asAdmin.body.acts).toContain('directory.manage');
    expect(asAdmin.body.acts.filter((act) => /^(warnings|signals|vault)/.test(act))).toEqual([]);
    expect(await new Browser(app).post('/setup', form())).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_DONE' },
    });
  });

  test('happens once, whoever is second', async () => {
    const three = await Promise.all([1, 2, 3].map(() => new Browser(app).post('/setup', form())));
    expect(three.map((reply) => reply.status).sort()).toEqual([200, 409, 409]);
    const { rows } = await app.db.pool.query('SELECT count(*) AS people FROM person');
    expect(rows[0]).toEqual({ people: 2 });
  });

  test('cannot be guessed', async () => {
    const guesses = [];
    for (let i = 0; i < 14; i++)
      guesses.push(await tab.post('/setup', form({ code: `AAAA-AAAA-${1000 + i}` })));
    expect(guesses.slice(0, 10).every((reply) => reply.status === 403)).toBe(true);
    expect(guesses.slice(10).every((reply) => reply.status === 429)).toBe(true);
    expect((await tab.post('/setup', form())).status).toBe(429);
  });
});
