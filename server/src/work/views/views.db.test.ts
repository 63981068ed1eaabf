import type { Arrangement, SavedView, ViewsAnswer } from '@lanzha/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { pruneViews } from './index.ts';

const database = await testDatabase();
let app: TestApp;
const tabs: Record<string, Browser> = {};
const staff = {
  duty: ['duty_officer', 'centre'],
  analyst: ['analyst', 'centre'],
  station: ['station_officer', 'xinqi'],
  colleague: ['station_officer', 'xinqi'],
  elsewhere: ['station_officer', 'xiaogang'],
  grid: ['grid_worker', 'xiaogang'],
  fresh: ['station_officer', 'xiaogang'],
  bank: ['bank_liaison', 'centre'],
  admin: ['system_admin', 'centre'],
} as const;

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  const units = await furnish(app.db);
  for (const [name, [role, unit]] of Object.entries(staff)) {
    await addAccount(app.db, { username: `${name}.x`, unit: units[unit], roles: [role] });
    tabs[name] = Object.assign(new Browser(app), { address: `10.8.0.${Object.keys(tabs).length}` });
    await tabs[name].signIn(`${name}.x`);
  }
}, 60_000);
afterAll(() => app.close());

const wanted = {
  name: '本周紧急',
  filter: { level: 'urgent,high', received: '7d', q: '共享屏幕' },
  sort: 'due,-received',
  columns: ['no', 'name', 'due'],
  density: 'compact',
  shared: false,
};
const create = async (who: string, more: object = {}) =>
  (await tabs[who]!.post<SavedView>('/views', { ...wanted, ...more })).body;
const list = async (who: string) => (await tabs[who]!.get<ViewsAnswer>('/views')).body;
const namesOf = async (who: string) => (await list(who)).views.map(({ name }) => name);

describe('a view', () => {
  test('comes back as it was kept, and lies sealed', async () => {
    const view = await create('duty');
    expect(view).toMatchObject({ ...wanted, mine: true, version: 1, owner: { name: 'duty.x' } });
    expect((await list('duty')).views).toEqual([view]);
    const { rows } = await app.db.inTransaction(machine, (tx) =>
      tx.query<{ row: string }>('SELECT v::text AS row FROM saved_view v'),
    );
    expect(rows.map(({ row }) => row).join()).not.toMatch(/共享|紧急|urgent/);
  });

  test('of one’s own is seen by nobody else; shared, by the own unit and nobody beyond', async () => {
    await create('station', { name: '自用' });
    const view = await create('station', { name: '全所', shared: true });
    expect(await namesOf('station')).toEqual(['自用', '全所']);
    const { views } = await list('colleague');
    expect(views).toMatchObject([{ id: view.id, name: '全所', mine: false }]);
    expect(await namesOf('elsewhere')).toEqual([]);
    expect(await namesOf('grid')).toEqual([]);
    expect(await namesOf('analyst')).toEqual([]);
  });

  test('is changed by its owner alone; for others it is not there', async () => {
    const view = await create('duty', { name: '共用', shared: true });
    for (const who of ['analyst', 'station', 'elsewhere'])
      for (const act of ['change', 'remove', 'restore']) {
        const reply = await tabs[who]!.post(`/views/${view.id}/${act}`, { ...wanted, version: 1 });
        expect([who, act, reply.status]).toEqual([who, act, 404]);
      }
    const changed = await tabs.duty!.post<SavedView>(`/views/${view.id}/change`, {
      ...wanted,
      name: '改过名',
      version: 1,
    });
    expect(changed).toMatchObject({ status: 200, body: { name: '改过名', shared: false, version: 2 } });
    expect(await namesOf('analyst')).toEqual([]);
  });

  test('that was changed in another window is not overwritten', async () => {
    const view = await create('analyst', { name: '两处' });
    const change = (name: string, version: number) =>
      tabs.analyst!.post(`/views/${view.id}/change`, { ...wanted, name, version });
    expect((await change('第一处', 1)).status).toBe(200);
    expect(await change('第二处', 1)).toMatchObject({
      status: 409,
      body: { code: 'CHANGED', data: { version: 2 } },
    });
    expect(await namesOf('analyst')).toEqual(['第一处']);
    expect((await tabs.analyst!.post(`/views/${view.id}/remove`, { version: 1 })).status).toBe(409);
  });

  test('removed is gone for everybody, comes back when asked for, and is forgotten after a day', async () => {
    const view = await create('elsewhere', { name: '要删', shared: true });
    const removed = await tabs.elsewhere!.post<SavedView>(`/views/${view.id}/remove`, { version: 1 });
    expect(removed).toMatchObject({ status: 200, body: { version: 2 } });
    expect([await namesOf('elsewhere'), await namesOf('grid')]).toEqual([[], []]);
    expect((await tabs.elsewhere!.post(`/views/${view.id}/restore`, { version: 2 })).status).toBe(200);
    expect([await namesOf('elsewhere'), await namesOf('grid')]).toEqual([['要删'], ['要删']]);
    await tabs.elsewhere!.post(`/views/${view.id}/remove`, { version: 3 });
    await app.db.inTransaction(machine, pruneViews);
    expect((await tabs.elsewhere!.post(`/views/${view.id}/restore`, { version: 4 })).status).toBe(200);
    await tabs.elsewhere!.post(`/views/${view.id}/remove`, { version: 5 });
    const owner = new pg.Client(database.migrator);
    await owner.connect();
    await owner.query(`UPDATE saved_view SET removed_at = removed_at - interval '2 d' WHERE id = $1`, [
      view.id,
    ]);
    await owner.end();
    await app.db.inTransaction(machine, pruneViews);
    expect((await tabs.elsewhere!.post(`/views/${view.id}/restore`, { version: 6 })).status).toBe(404);
  });

  test('of a handle, an unknown column or an endless name is refused', async () => {
    for (const more of [
      { columns: ['score'] },
      { columns: [] },
      { name: '长'.repeat(21) },
      { name: '\u200b' },
      { sort: 'score' },
      { filter: { received: 'someday' } },
    ])
      expect((await tabs.duty!.post('/views', { ...wanted, ...more })).status).toBe(400);
    const kept = await create('duty', { filter: { handle: crypto.randomUUID() } });
    expect(kept.filter).toEqual({});
  });

  test('number fifty-one is refused', async () => {
    for (let n = 0; n < 50; n++) expect(await create('colleague')).toMatchObject({ version: 1 });
    expect(await tabs.colleague!.post('/views', wanted)).toMatchObject({
      status: 422,
      body: { code: 'TOO_MANY_VIEWS' },
    });
  });

  test.each(['bank', 'admin'])('is nothing for who reads no warnings: %s', async (who) => {
    expect((await tabs[who]!.get('/views')).status).toBe(403);
    expect((await tabs[who]!.post('/views', wanted)).status).toBe(403);
  });
});

describe('the tabs', () => {
  test('stand in the order that their owner gave them, with new ones behind', async () => {
    const before = (await list('fresh')).arrangement;
    expect(before).toEqual({
      order: ['all', 'today', 'overdue', 'follow_up', 'cheated', 'false_alarm'],
      first: 'all',
      version: 0,
    });
    const mine = await create('fresh', { name: '我的' });
    const order = [mine.id, 'overdue', 'all'];
    const arranged = await tabs.fresh!.post<Arrangement>('/views/arrange', {
      order,
      first: mine.id,
      version: 0,
    });
    expect(arranged).toMatchObject({ status: 200, body: { version: 1 } });
    const { arrangement } = await list('fresh');
    expect(arrangement).toEqual({
      order: [...order, 'today', 'follow_up', 'cheated', 'false_alarm'],
      first: mine.id,
      version: 1,
    });
    expect(await tabs.fresh!.post('/views/arrange', { order, first: 'all', version: 0 })).toMatchObject({
      status: 409,
      body: { code: 'CHANGED', data: { version: 1 } },
    });
    await tabs.fresh!.post(`/views/${mine.id}/remove`, { version: 1 });
    expect((await list('fresh')).arrangement).toMatchObject({ first: 'all', version: 1 });
    expect((await list('elsewhere')).arrangement.version).toBe(0);
  });
});
