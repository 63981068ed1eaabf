import type { FoundPerson, PersonView, WarningDetail } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';

const database = await testDatabase();
let app: TestApp;
const tabs: Record<string, Browser> = {};
const ids: Record<string, string> = {};
const staff = {
  duty: ['duty_officer', 'centre'],
  analyst: ['analyst', 'centre'],
  xinqi: ['station_officer', 'xinqi'],
  xiaogang: ['station_officer', 'xiaogang'],
  school: ['school_contact', 'centre'],
  bank: ['bank_liaison', 'centre'],
  admin: ['system_admin', 'centre'],
} as const;

const phone = '13900001234';
let serial = 0;
async function warn(place: string, subject: object = {}): Promise<string> {
  const { status, body } = await tabs.duty!.post<{ warningId?: string }>('/signals/enter', {
    id: `P-${++serial}`,
    kind: 'instruction',
    level: 'middle',
    at: new Date().toISOString(),
    subject: { phone, name: '欧阳小红', place, ...subject },
    text: '接到自称客服的电话',
  });
  expect(status).toBe(200);
  return String(body.warningId);
}
async function act(who: string, id: string, name: string, more: object = {}): Promise<void> {
  const { body } = await tabs[who]!.get<WarningDetail>(`/warnings/${id}`);
  const reply = await tabs[who]!.post(`/warnings/${id}/${name}`, { version: body.version, ...more });
  expect([name, reply.status, reply.body]).toEqual([name, 200, expect.anything()]);
}
const person = async (who: string, id: string) => tabs[who]!.get<PersonView>(`/people/${id}`);

let first: string;
let second: string;
let stranger: string;

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  const units = await furnish(app.db);
  for (const [name, [role, unit]] of Object.entries(staff)) {
    ids[name] = await addAccount(app.db, { username: `${name}.x`, unit: units[unit], roles: [role] });
    tabs[name] = Object.assign(new Browser(app), { address: `10.9.0.${Object.keys(tabs).length}` });
    await tabs[name].signIn(`${name}.x`);
  }
  first = await warn('330206001');
  await act('xinqi', first, 'sign');
  await act('xinqi', first, 'contact', { reached: false, failed: 'no_answer' });
  await act('xinqi', first, 'contact', {
    reached: true,
    result: 'believes',
    said: '告诉欧阳小红不要转账,电话 13900001234',
    statement: '说是刷单群里认识的',
  });
  await act('xinqi', first, 'close', { outcome: 'dissuaded', note: '已明白' });
  second = await warn('330206002');
  expect(second).not.toBe(first);
  stranger = await warn('330206002', { phone: '13700009999', name: '欧阳小红' });
}, 60_000);
afterAll(() => app.close());

describe('the person of a warning', () => {
  test('has all warnings for the desk, masked, with what was said', async () => {
    const { status, body } = await person('duty', second);
    expect(status).toBe(200);
    expect(body.warnings.map(({ id }) => id)).toEqual([second, first]);
    expect(body).toMatchObject({
      subject: { name: '欧***', phone: '139****1234' },
      total: 2,
      outside: 0,
      quiet: null,
      loans: [],
    });
    expect(body.contacts).toMatchObject([
      {
        warning: { id: first },
        reached: true,
        result: 'believes',
        answered: '说是刷单群里认识的',
        by: { name: 'xinqi.x' },
      },
      { warning: { id: first }, reached: false, failed: 'no_answer' },
    ]);
    expect(body.contacts[0]?.told).toBe('告诉欧***不要转账,电话 139****1234');
    expect(JSON.stringify(body)).not.toMatch(/13900001234|欧阳小红/);
    expect(await person('duty', first)).toMatchObject({ body: { total: 2, subject: body.subject } });
  });

  test('counts signals of thirty days by kind and day', async () => {
    const { signals } = (await person('duty', first)).body;
    expect(signals.days).toBe(30);
    expect(signals.kinds).toMatchObject([{ kind: 'instruction', total: 2 }]);
    expect(signals.kinds[0]?.byDay.at(-1)).toBe(2);
    expect(signals.kinds[0]?.byDay).toHaveLength(30);
  });

  test.each([
    ['xinqi', () => first, () => second],
    ['xiaogang', () => second, () => first],
  ] as const)(
    'shows %s the own warnings and how many more there are, nothing of them',
    async (who, own, other) => {
      const { status, body } = await person(who, own());
      expect(status).toBe(200);
      expect(body.warnings.map(({ id }) => id)).toEqual([own()]);
      expect(body).toMatchObject({ total: 1, outside: 1 });
      expect(JSON.stringify(body)).not.toContain(other());
      if (who === 'xiaogang') expect(body.contacts).toEqual([]);
      expect(await person(who, other())).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    },
  );

  test.each([
    ['school', 404],
    ['bank', 403],
    ['admin', 403],
  ] as const)('is nothing for %s', async (who, status) => {
    expect((await person(who, first)).status).toBe(status);
  });

  test('is not shown for a warning that is only lent, though the warning is', async () => {
    const lent = await tabs.duty!.post('/loans', {
      warning: first,
      borrower: ids.school,
      purpose: 'read',
      until: new Date(Date.now() + 86_400_000).toISOString(),
      reason: '协助了解情况',
    });
    expect(lent.status).toBe(200);
    expect((await tabs.school!.get(`/warnings/${first}`)).status).toBe(200);
    expect(await person('school', first)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await person('duty', first)).body.loans).toMatchObject([{ borrower: { name: 'school.x' } }]);
  });

  test('is not there for an id of nothing, and reading one is on record', async () => {
    expect((await person('duty', crypto.randomUUID())).status).toBe(404);
    const { rows } = await app.db.inTransaction(machine, (tx) =>
      tx.query<{ target: string }>(
        `SELECT target FROM audit_record WHERE event = 'people.read' AND actor = $1 ORDER BY id LIMIT 1`,
        [ids.xinqi],
      ),
    );
    expect(rows).toEqual([{ target: `warning/${first}` }]);
  });
});

describe('a search', () => {
  const search = async (who: string, value: string) => {
    const { body } = await tabs[who]!.post<{ handle: string }>('/search', { value, reason: '来电核对' });
    return tabs[who]!.get<FoundPerson[]>(`/people/found/${body.handle}`);
  };

  test('by number leads to one person, by name to everybody of that name', async () => {
    expect((await search('duty', phone)).body).toMatchObject([
      { warning: second, warnings: 2, subject: { phone: '139****1234' } },
    ]);
    const named = (await search('duty', '欧阳小红')).body;
    expect(named.map(({ warning, warnings }) => [warning, warnings])).toEqual([
      [stranger, 1],
      [second, 2],
    ]);
  });

  test('finds in the own scope only', async () => {
    expect((await search('xinqi', '欧阳小红')).body).toMatchObject([{ warning: first, warnings: 1 }]);
    expect((await search('xinqi', '13700009999')).body).toEqual([]);
  });

  test('of somebody else, or over, is expired', async () => {
    const { body } = await tabs.duty!.post<{ handle: string }>('/search', { value: phone });
    for (const handle of [body.handle, crypto.randomUUID()])
      expect(await tabs.analyst!.get(`/people/found/${handle}`)).toMatchObject({
        status: 404,
        body: { code: 'EXPIRED' },
      });
    expect((await tabs.school!.get(`/people/found/${body.handle}`)).status).toBe(403);
  });

  test('as a filter of the table finds the same warnings', async () => {
    const { body } = await tabs.duty!.post<{ handle: string }>('/search', { value: phone });
    const page = await tabs.duty!.get<{ items: { id: string }[]; total: number }>(
      `/lists/warnings?handle=${body.handle}`,
    );
    expect(page.body.items.map(({ id }) => id)).toEqual([second, first]);
    expect(page.body.total).toBe(2);
    expect(await tabs.analyst!.get(`/lists/warnings?handle=${body.handle}`)).toMatchObject({
      status: 404,
      body: { code: 'EXPIRED' },
    });
  });
});
