import { randomUUID } from 'node:crypto';
import type { WarningSummary } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';

const database = await testDatabase();
let app: TestApp;
let units: Awaited<ReturnType<typeof furnish>>;
const tabs = {} as Record<
  'duty' | 'xinqi' | 'xiaogang' | 'leader' | 'admin' | 'grid' | 'security' | 'audit',
  Browser
>;

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  const accounts = [
    ['duty', units.centre, 'duty_officer'],
    ['xinqi', units.xinqi, 'station_officer'],
    ['xiaogang', units.xiaogang, 'station_officer'],
    ['leader', units.centre, 'leader'],
    ['admin', units.centre, 'system_admin'],
    ['grid', units.xinqi, 'grid_worker'],
    ['security', units.centre, 'security_admin'],
    ['audit', units.centre, 'audit_admin'],
  ] as const;
  for (const [username, unit, role] of accounts) {
    await addAccount(app.db, { username, unit, roles: [role] });
    tabs[username] = new Browser(app);
    await tabs[username].signIn(username);
  }
});
afterAll(() => app.close());

const victim = {
  phone: '13811112222',
  idNo: '330206199001011234',
  account: '6222021234561234',
  name: '张小凡',
};
let serial = 0;
async function report(subject: object, place = '330206001'): Promise<string> {
  const { status, body } = await tabs.duty.post<{ warningId: string }>('/signals/enter', {
    id: `S-${++serial}`,
    kind: 'instruction',
    level: 'high',
    at: new Date().toISOString(),
    subject: { place, ...subject },
  });
  expect(status).toBe(200);
  return body.warningId;
}

interface Found {
  items: WarningSummary[];
  next: string | null;
  total: number;
  masked: string;
  kinds: string[];
}
async function search(tab: Browser, value: string, more: object = {}) {
  const made = await tab.post<{ handle: string; masked: string; code?: string }>('/search', {
    value,
    ...more,
  });
  if (made.status !== 200) return { made, ids: [] as string[] };
  const found = await tab.get<Found>(`/search/${made.body.handle}`);
  expect(found.status).toBe(200);
  return { made, found: found.body, ids: found.body.items.map(({ id }) => id) };
}
const because = { reason: '群众来电核实' };

let id = '';
beforeAll(async () => {
  id = await report(victim);
  await report({ phone: '13900003333', name: '李四' });
});

describe('finds a warning', () => {
  test.each([
    '13811112222',
    '138 1111 2222',
    '+86 138-1111-2222',
    '0086-138-1111-2222',
    '１３８１１１１２２２２',
    '330206199001011234',
    '330206 19900101 1234',
    '6222 0212 3456 1234',
  ])('by %s', async (value) => {
    const { ids } = await search(tabs.duty, value);
    expect(ids).toEqual([id]);
  });

  test.each(['张小凡', '张 小 凡', ' 张小凡 '])('by the whole name %j', async (value) => {
    expect((await search(tabs.duty, value, because)).ids).toEqual([id]);
  });

  test('not by a part of a name, nor by a number as another kind', async () => {
    expect((await search(tabs.duty, '张小', because)).ids).toEqual([]);
    expect((await search(tabs.duty, victim.phone, { kind: 'idNo' })).ids).toEqual([]);
    expect((await search(tabs.duty, victim.phone, { kind: 'phone' })).ids).toEqual([id]);
  });

  test('also by an identifier that only later evidence told, and after it was merged', async () => {
    const later = await report({ phone: victim.phone, account: 'wx_later_01' });
    expect(later).toBe(id);
    expect((await search(tabs.duty, 'wx_later_01')).ids).toEqual([id]);
    const one = await report({ phone: '13755550001' });
    const two = await report({ idNo: '330206198001019999' });
    const both = await report({ phone: '13755550001', idNo: '330206198001019999' });
    expect([one, two]).toContain(both);
    for (const value of ['13755550001', '330206198001019999'])
      expect((await search(tabs.duty, value)).ids).toContain(both);
  });

  test('masked, a page at a time', async () => {
    const name = '欧阳锋';
    const ids = [];
    for (let one = 0; one < 5; one++) ids.push(await report({ phone: `1371234000${one}`, name }));
    const { made, found } = await search(tabs.duty, name, because);
    expect(made.body.masked).toBe('欧**');
    expect(found).toMatchObject({ total: 5, masked: '欧**', kinds: ['name'] });
    expect(found?.items[0]?.subject).toMatchObject({
      name: '欧**',
      phone: expect.stringMatching(/^137\*{4}/),
    });
    const first = await tabs.duty.get<Found>(`/search/${made.body.handle}?limit=3`);
    const rest = await tabs.duty.get<Found>(`/search/${made.body.handle}?limit=3&cursor=${first.body.next}`);
    const paged = [...first.body.items, ...rest.body.items].map((item) => item.id);
    expect(paged.toSorted()).toEqual(ids.toSorted());
    expect(rest.body.next).toBeNull();
  });

  test('from before there was an index, once the job has entered it', async () => {
    await app.db.inTransaction(machine, async (tx) => {
      await tx.query('UPDATE search_backfill SET after = NULL, done = false');
    });
    const { default: pg } = await import('pg');
    const owner = new pg.Client(database.migrator);
    await owner.connect();
    await owner.query('DELETE FROM warning_index');
    await owner.end();
    expect((await search(tabs.duty, victim.phone)).ids).toEqual([]);
    await app.db.pool.query("SELECT graphile_worker.add_job('search.backfill')");
    await expect
      .poll(async () => (await search(tabs.duty, victim.phone)).ids, { timeout: 15_000, interval: 500 })
      .toEqual([id]);
    expect((await search(tabs.duty, victim.name, because)).ids).toEqual([id]);
  });
});

describe('shows nothing that is not the person’s to see', () => {
  test('the answers are the same whether somebody is unknown or another station’s', async () => {
    const known = await search(tabs.xiaogang, victim.phone);
    const unknown = await search(tabs.xiaogang, '13811119999');
    const nobody = { items: [], next: null, total: 0 };
    expect(known.found).toMatchObject(nobody);
    expect(unknown.found).toMatchObject(nobody);
    const shape = ({ found, made }: typeof known) => [
      Object.keys(found ?? {}),
      Object.keys(made.body),
      made.status,
    ];
    expect(shape(known)).toEqual(shape(unknown));
    expect((await search(tabs.xinqi, victim.phone)).ids).toEqual([id]);
  });

  test('a handle is its person’s own, and ends', async () => {
    const { made } = await search(tabs.xinqi, victim.phone);
    const { handle } = made.body;
    for (const [tab, path] of [
      [tabs.duty, handle],
      [tabs.duty, randomUUID()],
    ] as const)
      expect(await tab.get(`/search/${path}`)).toMatchObject({ status: 404, body: { code: 'EXPIRED' } });
    await app.db.inTransaction(machine, (tx) =>
      tx.query('DELETE FROM search_handle WHERE id = $1', [handle]),
    );
    expect(await tabs.xinqi.get(`/search/${handle}`)).toMatchObject({
      status: 404,
      body: { code: 'EXPIRED' },
    });
  });

  test.each(['leader', 'admin', 'grid', 'security'] as const)('%s may not search', async (who) => {
    expect(await tabs[who].post('/search', { value: victim.phone })).toMatchObject({ status: 403 });
    expect(await tabs[who].get(`/search/${randomUUID()}`)).toMatchObject({ status: 403 });
  });

  test('nobody searches without a session', async () => {
    const stranger = new Browser(app);
    expect(await stranger.post('/search', { value: victim.phone })).toMatchObject({ status: 401 });
    expect(await stranger.get(`/search/${randomUUID()}`)).toMatchObject({ status: 401 });
  });
});

describe('leaves a record', () => {
  test('of kinds and reason, never of the value', async () => {
    const reason = '李大嫂替张小凡来电核实 13811112222';
    const { made } = await search(tabs.xinqi, '张小凡', { reason });
    const target = `search/${made.body.handle}`;
    const { rows } = await app.db.pool.query('SELECT ok, event, detail FROM audit_record WHERE target = $1', [
      target,
    ]);
    const sealed = { keyId: expect.any(Number), sealed: expect.any(String) };
    expect(rows).toEqual([
      { ok: true, event: 'vault.searched', detail: { kinds: ['name'], sealedReason: sealed } },
    ]);
    const { body } = await tabs.audit.get<{ items: object[] }>(`/audit/records?target=${target}`);
    expect(body.items).toMatchObject([
      { detail: { kinds: ['name'], reason: '李大嫂替张小凡来电核实 138****2222' }, actor: { name: 'xinqi' } },
    ]);
    const exported = await fetch(`${app.url}/api/v1/audit/export?format=ndjson&target=${target}`, {
      headers: { cookie: tabs.audit.cookie ?? '' },
    });
    expect(await exported.text()).toContain('"reason":"李大嫂替张小凡来电核实 138****2222"');
  });

  test('and the leader sees how often, by day, unit and person, of the own scope', async () => {
    await tabs.xinqi.post(`/warnings/${id}/reveal`, { id, field: 'phone', reason: '电话劝阻' });
    const { status, body } = await tabs.leader.get<{ reveals: number; searches: number; rows: object[] }>(
      '/vault/figures',
    );
    expect(status).toBe(200);
    expect(body.reveals).toBe(1);
    expect(body.rows).toContainEqual(
      expect.objectContaining({
        unit: { id: units.xinqi, name: '新碶派出所' },
        person: expect.objectContaining({ name: 'xinqi' }),
        reveals: 1,
        searches: expect.any(Number),
      }),
    );
    const nothing = await tabs.leader.get<{ rows: object[] }>('/vault/figures?from=2020-01-01&to=2020-01-31');
    expect(nothing.body).toMatchObject({ reveals: 0, searches: 0, rows: [] });
    for (const who of ['duty', 'xinqi', 'admin', 'security'] as const)
      expect(await tabs[who].get('/vault/figures')).toMatchObject({ status: 403 });
  });
});

describe('says no', () => {
  test('to a name without a reason', async () => {
    expect(await tabs.duty.post('/search', { value: '张小凡' })).toMatchObject({
      status: 422,
      body: { code: 'MISSING', data: { field: 'reason' } },
    });
  });

  test.each(['??', '<b>', '、、、'])('to %s', async (value) => {
    expect(await tabs.duty.post('/search', { value })).toMatchObject({
      status: 422,
      body: { code: 'NOT_AN_IDENTIFIER' },
    });
  });

  test('to more than search.hourly in an hour', async () => {
    const person = await addAccount(app.db, {
      username: 'many',
      unit: units.xinqi,
      roles: ['station_officer'],
    });
    await app.db.inTransaction(machine, (tx) =>
      tx.query(
        `INSERT INTO audit_record (actor, event, ok) SELECT $1, 'vault.searched', true FROM generate_series(1, 120)`,
        [person],
      ),
    );
    const tab = new Browser(app);
    await tab.signIn('many');
    expect(await tab.post('/search', { value: victim.phone })).toMatchObject({
      status: 429,
      body: { code: 'TOO_MANY_REQUESTS' },
    });
  });

  test('to a cursor and a handle that are none, without a 5xx', async () => {
    const { made } = await search(tabs.duty, victim.phone);
    expect((await tabs.duty.get(`/search/${made.body.handle}?cursor=zzz`)).status).toBe(200);
    expect((await tabs.duty.get('/search/13811112222')).status).toBe(400);
  });
});

test('no log line and no address carries what was searched', () => {
  const log = app.log.join('\n');
  for (const value of [...Object.values(victim), '138****2222']) expect(log).not.toContain(value);
});
