import type { DutyNow, DutyPost, OpenWork, Roster, Shift, ShiftDetail } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';

const database = await testDatabase();
let app: TestApp;
let units: Awaited<ReturnType<typeof furnish>>;
const ids: Record<string, string> = {};
const tabs: Record<string, Browser> = {};
const tab = (name: string): Browser => tabs[name] ?? expect.fail(`nobody is ${name}`);
const hour = 3_600_000;
const away = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
let desk: DutyPost;

async function add(username: string, unit: string, role: Parameters<typeof addAccount>[1]['roles'][number]) {
  ids[username] = await addAccount(app.db, { username, unit, roles: [role] });
  tabs[username] = new Browser(app);
  expect((await tab(username).signIn(username)).status).toBe(200);
}

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  await add('zhang', units.centre, 'duty_officer');
  await add('li', units.centre, 'duty_officer');
  await add('wang', units.centre, 'duty_officer');
  await add('leader', units.centre, 'leader');
  await add('analyst', units.centre, 'analyst');
  await add('station', units.xinqi, 'station_officer');
  await add('grid', units.xinqi, 'grid_worker');
  await add('admin', units.centre, 'system_admin');
  const post = { unit: units.centre, name: '值班台', roundClock: true };
  const made = await tab('leader').post<DutyPost>('/shifts/posts', post);
  expect(made.status).toBe(200);
  desk = made.body;
});
afterAll(() => app.close());

const plan = async (who: string, from: number, to: number, role = 'A') => {
  const input = { post: desk.id, person: ids[who], role, startsAt: away(from), endsAt: away(to) };
  const reply = await tab('leader').post<Shift>('/shifts', input);
  expect(reply.status).toBe(200);
  return reply.body;
};
const act = <T = ShiftDetail>(who: string, { id, version }: Shift, name: string, more: object = {}) =>
  tab(who).post<T>(`/shifts/${id}/${name}`, { version, ...more });
const done = async (who: string, shift: Shift, name: string, more: object = {}) => {
  const reply = await act(who, shift, name, more);
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 });
  return reply.body;
};
const now = async (who: string) => (await tab(who).get<DutyNow>('/shifts/now')).body;

async function enterWarning(phone: string): Promise<string> {
  const signal = {
    id: crypto.randomUUID(),
    kind: 'instruction',
    at: new Date().toISOString(),
    level: 'high',
    subject: { phone, name: '赵小云', place: '330206' },
  };
  const reply = await tab('zhang').post<{ warningId: string }>('/signals/enter', signal);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body.warningId;
}

describe('who may', () => {
  const body = () => ({ post: desk.id, person: ids.li, role: 'A', startsAt: away(1), endsAt: away(2) });
  test.each(['zhang', 'analyst', 'station', 'grid', 'admin'])('%s may not plan', async (who) => {
    expect((await tab(who).post('/shifts', body())).status).toBe(403);
    expect((await tab(who).post('/shifts/copy-week', body())).status).toBe(403);
    expect((await tab(who).post('/shifts/posts', {})).status).toBe(403);
  });
  test.each(['grid', 'admin'])('%s does not see who is on duty', async (who) => {
    for (const path of ['now', 'posts', 'past', `roster?post=${desk.id}&from=2026-03-02`])
      expect((await tab(who).get(`/shifts/${path}`)).status).toBe(403);
  });
  test('without a session nothing is told', async () => {
    expect((await new Browser(app).get('/shifts/now')).status).toBe(401);
  });
  test('a station sees no desk of the centre, and its roster neither', async () => {
    expect((await tab('station').get<DutyPost[]>('/shifts/posts')).body).toEqual([]);
    expect((await tab('station').get(`/shifts/roster?post=${desk.id}&from=2026-03-02`)).status).toBe(404);
  });
  test('nobody is planned who belongs elsewhere or does not take shifts', async () => {
    for (const who of ['station', 'analyst'])
      expect(await tab('leader').post('/shifts', { ...body(), person: ids[who] })).toMatchObject({
        status: 422,
        body: { code: 'NOT_ELIGIBLE' },
      });
    expect(
      await tab('leader').post('/shifts', { ...body(), startsAt: away(-3), endsAt: away(-2) }),
    ).toMatchObject({ body: { code: 'PAST' } });
  });
});

describe('a shift from sign-on to hand-over', () => {
  let first: ShiftDetail;
  let held: string;
  test('is signed on by its own person alone', async () => {
    const shift = await plan('zhang', -0.1, 8);
    expect((await now('zhang')).mine.startable?.id).toBe(shift.id);
    expect(await act('li', shift, 'sign-on')).toMatchObject({ status: 403, body: { code: 'NOT_YOURS' } });
    expect(await act('analyst', shift, 'sign-on')).toMatchObject({ status: 403 });
    first = await done('zhang', shift, 'sign-on');
    expect(first).toMatchObject({ state: 'on_duty', punctual: 'ok' });
    expect((await now('li')).onDuty).toMatchObject([{ person: { name: 'zhang' }, state: 'on_duty' }]);
  });

  test('no second one keeps the same role meanwhile', async () => {
    const other = await plan('wang', -0.1, 8);
    expect(await act('wang', other, 'sign-on')).toMatchObject({
      status: 409,
      body: { code: 'STILL_ON_DUTY', data: { name: 'zhang', post: '值班台' } },
    });
    await done('leader', other, 'cancel', { note: '排错' });
  });

  test('goes over with a note, what is open, and a taker who has read it', async () => {
    held = await enterWarning('13800001111');
    const { body } = await tab('zhang').get<{ version: number }>(`/warnings/${held}`);
    await tab('zhang').post(`/warnings/${held}/assign`, { version: body.version, person: ids.zhang });
    const open = (await tab('zhang').get<OpenWork>('/shifts/open')).body;
    expect(open).toMatchObject({ own: 1, byLevel: { high: 1 } });
    expect(JSON.stringify(open)).not.toContain('赵');

    const note = '赵某 13800001111 已约 20 点再打';
    expect(await act('zhang', first, 'hand-over', { taker: ids.analyst, note })).toMatchObject({
      body: { code: 'NOT_ELIGIBLE' },
    });
    const given = await done('zhang', first, 'hand-over', { taker: ids.li, note });
    expect(given).toMatchObject({ state: 'handing_over', open: { own: 1 } });
    expect(given.note).not.toContain('13800001111');
    const { rowCount } = await app.db.inTransaction(machine, (tx) =>
      tx.query(
        `SELECT FROM shift s JOIN shift_history h ON h.shift_id = s.id WHERE concat(s::text, h::text) LIKE '%赵某%'`,
      ),
    );
    expect(rowCount).toBe(0);
    expect(await act('wang', given, 'confirm', { take: true })).toMatchObject({
      body: { code: 'NOT_YOURS' },
    });
    expect(await act('li', first, 'confirm', { take: true })).toMatchObject({
      status: 409,
      body: { code: 'CHANGED' },
    });

    expect((await now('li')).mine.offered).toMatchObject([{ id: given.id, note: given.note }]);
    const taken = await done('li', given, 'confirm', { take: true });
    expect(taken).toMatchObject({ state: 'on_duty', unplanned: true, untake: { warnings: 1 } });
    const mine = await tab('li').get<{ items: { id: string }[] }>('/warnings?mine=true');
    expect(mine.body.items.map(({ id }) => id)).toEqual([held]);
    expect((await now('li')).mine).toMatchObject({ tookOver: { id: given.id }, offered: [] });
    const { body: over } = await tab('li').get<ShiftDetail>(`/shifts/${given.id}`);
    expect(over).toMatchObject({ state: 'handed_over', taker: { name: 'li' } });
    expect(over.history.map((entry) => entry.act)).toEqual(['plan', 'sign_on', 'hand_over', 'confirm']);
  });

  test('the taken warnings can be given back in one act, once', async () => {
    const { active } = (await now('li')).mine;
    expect(await act('zhang', active as Shift, 'untake')).toMatchObject({ status: 403 });
    await done('li', active as Shift, 'untake');
    const { body } = await tab('zhang').get<{ items: { id: string }[] }>('/warnings?mine=true');
    expect(body.items.map(({ id }) => id)).toEqual([held]);
    const { active: again } = (await now('li')).mine;
    expect(await act('li', again as Shift, 'untake')).toMatchObject({ body: { code: 'TOO_LATE' } });
  });

  test('without a successor it takes a reason, and the leader sees it', async () => {
    const active = (await now('li')).mine.active as Shift;
    expect((await act('li', active, 'end-alone', { reason: '' })).status).toBe(400);
    expect(await act('zhang', active, 'end-alone', { reason: '没有人来接班' })).toMatchObject({
      body: { code: 'NOT_YOURS' },
    });
    await done('li', active, 'end-alone', { reason: '没有人来接班,值班室无人' });
    expect((await now('leader')).unseen).toBe(1);
    const { body } = await tab('leader').get<{ items: Shift[] }>('/shifts/past?unseen=true');
    expect(body.items).toMatchObject([{ endReason: '没有人来接班,值班室无人', acts: ['acknowledge'] }]);
    expect((await act('zhang', body.items[0] as Shift, 'acknowledge')).status).toBe(403);
    await done('leader', body.items[0] as Shift, 'acknowledge');
    expect((await now('leader')).unseen).toBe(0);
    const notices = await tab('leader').get<{ items: { kind: string }[] }>('/notify/notices');
    expect(notices.body.items.map(({ kind }) => kind)).toContain('shift.unattended');
  });

  test('past ones are found by a word of the note, page by page', async () => {
    const found = await tab('wang').get<{ items: Shift[] }>(`/shifts/past?q=${encodeURIComponent('已约')}`);
    expect(found.body.items).toHaveLength(1);
    const one = await tab('wang').get<{ items: Shift[]; next: string }>('/shifts/past?limit=1');
    const two = await tab('wang').get<{ items: Shift[] }>(`/shifts/past?limit=1&cursor=${one.body.next}`);
    expect(two.body.items[0]?.id).not.toBe(one.body.items[0]?.id);
    expect((await tab('wang').get('/shifts/past?cursor=WyJ4Il0')).status).toBe(400);
  });
});

test('who is due takes over from somebody who has gone away', async () => {
  const gone = await done('zhang', await plan('zhang', -1, 8), 'sign-on');
  expect(gone.punctual).toBe('late');
  const due = await plan('wang', -0.1, 8);
  await done('wang', gone, 'end-alone', { reason: '到岗时上一班已离开' });
  expect(await done('wang', due, 'sign-on')).toMatchObject({ state: 'on_duty' });
});

test('a late officer shows, and too early is refused', async () => {
  const late = await plan('li', -2, 1, 'B');
  expect((await now('zhang')).late.map(({ id }) => id)).toContain(late.id);
  const far = await plan('li', 30, 38, 'B');
  expect(await act('li', far, 'sign-on')).toMatchObject({ body: { code: 'TOO_EARLY' } });
});

test('a week is planned by copying the last; gaps and clashes show; twice is once', async () => {
  const at = (day: number, time: string) => `2090-01-${String(day).padStart(2, '0')}T${time}:00+08:00`;
  const add = async (who: string, startsAt: string, endsAt: string) => {
    const input = { post: desk.id, person: ids[who], role: 'A', startsAt, endsAt };
    expect((await tab('leader').post('/shifts', input)).status).toBe(200);
  };
  await add('zhang', at(2, '08:00'), at(2, '20:00'));
  await add('li', at(2, '20:00'), at(3, '08:00'));
  await add('wang', at(3, '07:00'), at(3, '20:00'));
  const week = (from: string) => tab('leader').get<Roster>(`/shifts/roster?post=${desk.id}&from=${from}`);
  const { body } = await week('2090-01-02');
  expect(body.clashes).toMatchObject([{ why: 'role', from: '2090-01-02T23:00:00.000Z' }]);
  expect(body.gaps[0]).toEqual({ from: '2090-01-01T16:00:00.000Z', to: '2090-01-02T00:00:00.000Z' });
  const copy = { post: desk.id, from: '2090-01-02', to: '2090-01-09' };
  expect((await tab('leader').post('/shifts/copy-week', copy)).body).toEqual({
    made: 3,
    skipped: 0,
    left: [],
  });
  expect((await tab('leader').post('/shifts/copy-week', copy)).body).toEqual({
    made: 0,
    skipped: 3,
    left: [],
  });
  expect((await week('2090-01-09')).body.shifts.map(({ person }) => person.name)).toEqual([
    'zhang',
    'li',
    'wang',
  ]);
});

test('a desk in use is not closed', async () => {
  expect(await tab('leader').post(`/shifts/posts/${desk.id}/close`, {})).toMatchObject({
    status: 409,
    body: { code: 'IN_USE' },
  });
});

test.each([
  'UPDATE shift_history SET sealed = null',
  'DELETE FROM shift_history',
  'DELETE FROM shift',
  'UPDATE shift SET person_id = person_id, starts_at = now()',
  'DELETE FROM duty_post',
])('the application cannot run %s', async (sql) => {
  await expect(app.db.inTransaction(machine, (tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
});
