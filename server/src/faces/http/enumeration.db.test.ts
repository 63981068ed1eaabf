import { createHook } from 'node:async_hooks';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

// Clocks are no judge on a busy machine: what takes time is counted instead, statements and password work.
const database = await testDatabase();
let app: TestApp;
let officer: Browser;
let hosts = 0;

const statements: string[] = [];
const plainQuery = pg.Client.prototype.query;
let derived = 0;
const hook = createHook({
  init(_id, type) {
    if (type === 'SCRYPTREQUEST') derived += 1;
  },
});

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  const { centre } = await furnish(app.db);
  for (const username of ['officer', 'disabled', 'locked', 'present'])
    await addAccount(app.db, { username, unit: centre, roles: ['duty_officer'] });
  await app.db.pool.query("UPDATE person SET disabled_at = now() WHERE username = 'disabled'");
  officer = browser();
  await officer.signIn('officer');
  for (const name of ['locked', 'nobody.locked']) {
    const tab = Object.assign(new Browser(app), { address: '10.9.9.9' });
    for (let n = 0; n < 5; n++) await tab.signIn(name, 'Wrong-one-1');
  }
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text: string }];
    statements.push(typeof first === 'string' ? first : first.text);
    return Reflect.apply(plainQuery, this, given);
  } as typeof plainQuery;
  hook.enable();
});
afterAll(async () => {
  hook.disable();
  pg.Client.prototype.query = plainQuery;
  await app.close();
});

const browser = () => Object.assign(new Browser(app), { address: `10.6.0.${++hosts}` });

/** What a piece of work did in the database and with passwords, without what runs beside it anyway. */
async function workOf<T>(tables: RegExp, work: () => Promise<T>) {
  statements.length = 0;
  derived = 0;
  const answer = await work();
  const done = statements.filter((text) => tables.test(text)).map((text) => text.replace(/\s+/g, ' '));
  return { answer, work: { done, derived } };
}

describe('signing in', () => {
  const tables = /signin_address|FROM person|UPDATE person|INSERT INTO audit_record/;
  const wrong = (username: string, address?: string) =>
    workOf(tables, async () => {
      const tab = address === undefined ? browser() : Object.assign(new Browser(app), { address });
      const { status, body } = await tab.signIn(username, 'Wrong-one-1');
      return { status, body };
    });

  test('does the same work and says the same of a name that nobody has, has, or has no more', async () => {
    const [present, absent, gone] = [await wrong('present'), await wrong('nobody'), await wrong('disabled')];
    expect(present.answer).toMatchObject({ status: 401, body: { code: 'WRONG_CREDENTIALS' } });
    expect(present.work.derived).toBe(1);
    expect(present.work.done.length).toBeGreaterThan(2);
    for (const other of [absent, gone]) expect(other).toEqual(present);
  });

  test('does the same work and says the same of a locked name, whether somebody has it', async () => {
    const [present, absent] = [await wrong('locked', '10.9.9.9'), await wrong('nobody.locked', '10.9.9.9')];
    expect(present.answer).toMatchObject({ status: 423, body: { code: 'LOCKED' } });
    expect(absent.work).toEqual(present.work);
    const bare = ({ body }: { body: object }) => JSON.stringify(body).replace(/\d/g, '0');
    expect(bare(absent.answer)).toBe(bare(present.answer));
  });
});

describe('looking for somebody', () => {
  const tables = /search_handle|warning|subject_state|INSERT INTO audit_record/;
  const find = (value: string) =>
    workOf(tables, async () => {
      const made = await officer.post<{ handle: string }>('/search', { value, reason: '核实来电人' });
      return { status: made.status, members: Object.keys(made.body), handle: made.body.handle };
    });

  test('does the same work and says the same, whoever is known', async () => {
    const at = new Date().toISOString();
    const subject = { phone: '13876540009', idNo: '330206195511110018', place: '330206001' };
    const signal = { id: 'E-1', kind: 'instruction', level: 'high', at, subject };
    expect((await officer.post('/signals/enter', signal)).status).toBe(200);
    for (const [known, unknown] of [
      ['13876540009', '13876540008'],
      ['330206195511110018', '33020619551111003X'],
    ] as const) {
      const [there, absent] = [await find(known), await find(unknown)];
      expect(there.answer.status).toBe(200);
      expect(absent.answer.members).toEqual(there.answer.members);
      expect(there.work.done.length).toBeGreaterThan(1);
      expect(absent.work).toEqual(there.work);
    }
  });

  test('a handle of somebody else’s, an old one and none are one answer after one piece of work', async () => {
    const { answer } = await find('13876540009');
    const other = browser();
    await other.signIn('present');
    const ask = (handle: string) => workOf(tables, async () => (await other.get(`/search/${handle}`)).body);
    const [foreign, absent] = [await ask(answer.handle), await ask('01a1ffbf-5660-7e4d-ae24-6a933003da00')];
    expect(absent).toEqual(foreign);
    expect(foreign.answer).toMatchObject({ code: 'EXPIRED' });
  });
});
