import { acts, type Holder, type MatrixAct, type MatrixRole, roles } from '@lanzha/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
const tabs: Record<string, Browser> = {};
const tab = (name: string) => tabs[name] ?? expect.fail(`nobody is ${name}`);
const administrators = ['system_admin', 'security_admin', 'audit_admin'];

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre, xinqi } = await furnish(app.db);
  const add = async (username: string, unit: string, role: (typeof roles)[number]) => {
    await addAccount(app.db, { username, unit, roles: [role] });
    tabs[username] = new Browser(app);
    expect((await tab(username).signIn(username)).status).toBe(200);
  };
  await add('security', centre, 'security_admin');
  await add('admin', centre, 'system_admin');
  await add('auditor', centre, 'audit_admin');
  await add('desk', centre, 'duty_officer');
  await add('officer', xinqi, 'station_officer');
  await add('court', centre, 'court_staff');
});
afterAll(() => app.close());

const holders = async (query = '') =>
  (await tab('security').get<Holder[]>(`/directory/matrix/people${query}`)).body;

test('is for the security administrator alone', async () => {
  for (const path of ['/directory/matrix', '/directory/matrix/people']) {
    expect((await new Browser(app).get(path)).status).toBe(401);
    for (const who of ['admin', 'auditor', 'desk', 'officer', 'court'])
      expect((await tab(who).get(path)).status, `${who} ${path}`).toBe(403);
    expect((await tab('security').get(path)).status).toBe(200);
  }
});

test('gives every role and every act a reason and its source', async () => {
  const { body } = await tab('security').get<{ roles: MatrixRole[]; acts: MatrixAct[] }>('/directory/matrix');
  expect(body.roles.map(({ role }) => role)).toEqual([...roles]);
  expect(body.acts.map(({ act }) => act)).toEqual([...acts]);
  for (const { why, source } of [...body.roles, ...body.acts]) {
    expect(why.zh.length).toBeGreaterThan(5);
    expect(source).toMatch(/^(实务|规则) /);
  }
  const business = body.roles.filter(({ role }) => !administrators.includes(role));
  for (const { role, excludes } of body.roles)
    expect([...excludes].sort()).toEqual(
      (administrators.includes(role) ? roles.filter((other) => other !== role) : administrators).toSorted(),
    );
  expect(business.filter(({ acts: held }) => held.includes('audit.read'))).toEqual([]);
  expect(body.roles.find(({ role }) => role === 'duty_officer')).toMatchObject({ people: 1, reach: 'place' });
});

test('says by name who may do something here, and how far they see', async () => {
  const handlers = await holders('?act=warnings.handle');
  expect(handlers.map(({ name }) => name).sort()).toEqual(['desk', 'officer']);
  expect(handlers.find(({ name }) => name === 'desk')).toMatchObject({
    place: { code: '330206' },
    units: [],
    lent: 0,
  });
  expect(handlers.find(({ name }) => name === 'officer')).toMatchObject({
    place: null,
    units: [{ name: '新碶派出所' }],
  });
  expect(await holders('?role=court_staff')).toMatchObject([{ name: 'court', place: null, units: [] }]);
  expect((await holders('?q=新碶')).map(({ name }) => name)).toEqual(['officer']);
  expect(await holders('?q=%25')).toEqual([]);
});
