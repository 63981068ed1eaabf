import type { Link, LinkDetail, LinkImported } from '@lanzha/contract';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { masterKeysFrom, openVault } from '../../ground/vault/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { forgetLinks } from './forget.ts';
import { openKnownLists } from './known-lists.ts';

let app: TestApp;
const tabs: Record<string, Browser> = {};

beforeAll(async () => {
  app = await startTestApp(await testDatabase());
  const units = await furnish(app.db);
  for (const [username, unit, role] of [
    ['analyst', units.centre, 'analyst'],
    ['duty', units.centre, 'duty_officer'],
    ['station', units.xinqi, 'station_officer'],
    ['leader', units.centre, 'leader'],
    ['bank', units.centre, 'bank_liaison'],
    ['admin', units.centre, 'system_admin'],
  ] as const) {
    await addAccount(app.db, { username, unit, roles: [role] });
    const tab = new Browser(app);
    await tab.signIn(username);
    tabs[username] = tab;
  }
});
afterAll(() => app.close());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
let serial = 0;
const freshPhone = () => String(13_900_000_000 + ++serial);
const bad = (value: string, more: object = {}) => ({
  ...{ kind: 'phone', verdict: 'bad', value, source: '公安部下发' },
  ...{ expiresAt: inDays(90), why: '多起警情的来电号码', ...more },
});
const query = async <T extends object>(sql: string, values: unknown[] = []) =>
  (await app.db.inTransaction(machine, (tx) => tx.query<T>(sql, values))).rows;
async function add(value: string, more: object = {}): Promise<LinkDetail> {
  const { status, body } = await tabs.analyst!.post<LinkDetail>('/links', bad(value, more));
  expect(status).toBe(200);
  return body;
}

describe('who may', () => {
  test.each([
    ['analyst', 200],
    ['duty', 200],
    ['station', 200],
    ['leader', 403],
    ['bank', 403],
    ['admin', 403],
  ])('%s reads the lists: %i', async (who, status) => {
    expect((await tabs[who]!.get('/links')).status).toBe(status);
    expect((await tabs[who]!.post('/links/find', { kind: 'phone', value: '96110' })).status).toBe(status);
  });

  test.each(['duty', 'station', 'leader', 'bank', 'admin'])(
    '%s lists nothing, lifts nothing and reveals nothing',
    async (who) => {
      const { id, version } = await add(freshPhone());
      const tab = tabs[who]!;
      const act = { version, why: '应当移出名单' };
      expect((await tab.post('/links', bad(freshPhone()))).status).toBe(403);
      expect((await tab.post('/links/import', { ...bad(''), text: '13800000000' })).status).toBe(403);
      for (const name of ['lift', 'restore', 'answer'])
        expect((await tab.post(`/links/${id}/${name}`, act)).status).toBe(403);
      expect((await tab.post(`/links/${id}/reveal`, { reason: '核对' })).status).toBe(403);
      expect((await tabs.analyst!.get<LinkDetail>(`/links/${id}`)).body.state).toBe('active');
    },
  );

  test('somebody without a session sees nothing', async () => {
    expect((await new Browser(app).get('/links')).status).toBe(401);
  });

  test('the database itself shows nothing to a scope of nothing', async () => {
    const [person] = await query<{ id: string }>(`SELECT id FROM person WHERE username = 'bank'`);
    const rows = await app.db.inTransaction(
      { kind: 'person', person: person!.id, place: '', units: [] },
      async (tx) => (await tx.query('SELECT FROM link')).rowCount,
    );
    expect(rows).toBe(0);
  });

  test('nobody writes in another’s name, and history and entries are never deleted', async () => {
    const people = await query<{ id: string }>('SELECT id FROM person ORDER BY username LIMIT 2');
    const scope = { kind: 'person', person: people[0]!.id, place: '330206', units: [] } as const;
    const insert = app.db.inTransaction(scope, (tx) =>
      tx.query(
        `INSERT INTO link (kind, verdict, value, masked, source, added_by, epoch) VALUES ('app', 'good', 'a.b', 'a.b', '某人', $1, 1)`,
        [people[1]!.id],
      ),
    );
    await expect(insert).rejects.toMatchObject({ code: '42501' });
    for (const sql of ['DELETE FROM link', 'DELETE FROM link_history', 'UPDATE link_history SET why = why'])
      await expect(query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a listed number', () => {
  test('is shown masked, lies sealed, and is revealed only on record', async () => {
    const phone = freshPhone();
    const made = await add(phone, { note: `与 ${phone} 有关` });
    expect(made).toMatchObject({ value: `139****${phone.slice(-4)}`, personal: true, state: 'active' });
    expect(JSON.stringify(made)).not.toContain(phone);
    for (const table of ['link', 'link_history', 'audit_record']) {
      const [{ n }] = (await query<{ n: number }>(
        `SELECT count(*)::integer AS n FROM ${table} t WHERE t::text LIKE $1`,
        [`%${phone}%`],
      )) as [{ n: number }];
      expect([table, n]).toEqual([table, 0]);
    }
    const shown = await tabs.analyst!.post(`/links/${made.id}/reveal`, { reason: '发函核对号码' });
    expect(shown.body).toEqual({ value: phone });
    const [record] = await query<{ event: string }>(
      'SELECT event FROM audit_record WHERE target = $1 ORDER BY id DESC LIMIT 1',
      [`links/${made.id}`],
    );
    expect(record?.event).toBe('vault.revealed');
  });

  test('needs a source, a reason and an end; it is not listed twice', async () => {
    const phone = freshPhone();
    const tab = tabs.analyst!;
    const code = async (more: object) =>
      (await tab.post<{ code: string }>('/links', { ...bad(phone), ...more })).body.code;
    expect(await code({ expiresAt: undefined })).toBe('NEEDS_END');
    expect(await code({ expiresAt: inDays(400) })).toBe('TOO_LONG');
    expect(await code({ expiresAt: inDays(-1) })).toBe('TOO_LONG');
    expect(await code({ value: '不是号码' })).toBe('NOT_A_VALUE');
    expect((await tab.post('/links', { ...bad(phone), why: '' })).status).toBe(400);
    await add(phone);
    expect(await code({ value: `+86 ${phone}` })).toBe('ALREADY_THERE');
    expect(await code({ verdict: 'good' })).toBe('ALREADY_THERE');
  });

  test('is found by posting it, never by an address', async () => {
    const phone = freshPhone();
    const { id } = await add(phone);
    const { body } = await tabs.duty!.post<Link[]>('/links/find', {
      kind: 'phone',
      value: `86-${phone}`.slice(3),
    });
    expect(body.map((one) => one.id)).toEqual([id]);
    expect((await tabs.duty!.get<{ items: Link[] }>(`/links?q=${phone}`)).body.items).toEqual([]);
  });

  test('is lifted and put back with every step on record, and a stale page is told so', async () => {
    const { id, version } = await add(freshPhone());
    const tab = tabs.analyst!;
    const lifted = await tab.post<LinkDetail>(`/links/${id}/lift`, { version, why: '核实为快递员' });
    expect(lifted.body).toMatchObject({ state: 'lifted', version: version + 1 });
    const stale = await tab.post(`/links/${id}/lift`, { version, why: '再次移出' });
    expect(stale).toMatchObject({ status: 409, body: { code: 'CHANGED' } });
    const back = await tab.post<LinkDetail>(`/links/${id}/restore`, {
      version: version + 1,
      why: '移错了，撤销',
    });
    expect(back.body).toMatchObject({ state: 'active' });
    expect(back.body.history.map(({ act }) => act)).toEqual(['restore', 'lift', 'add']);
  });
});

describe('an objection', () => {
  test('is open to officers, one voice each, and stays until an analyst answers', async () => {
    const { id } = await add(freshPhone());
    const said = await tabs.station!.post<LinkDetail>(`/links/${id}/object`, { why: '这是本辖区的外卖骑手' });
    expect(said.body).toMatchObject({ objections: 1, state: 'active' });
    const again = await tabs.station!.post(`/links/${id}/object`, { why: '再说一次' });
    expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_OBJECTED' } });
    await tabs.duty!.post(`/links/${id}/object`, { why: '同意，应当核实' });
    const listed = await tabs.analyst!.get<{ items: Link[] }>('/links?objected=true');
    expect(listed.body.items.map((one) => one.id)).toContain(id);
    const { version } = said.body;
    const answered = await tabs.analyst!.post<LinkDetail>(`/links/${id}/answer`, {
      version,
      why: '已核实，确为涉诈',
    });
    expect(answered.body).toMatchObject({ objections: 0, state: 'active' });
    expect(answered.body.objected.every(({ answered: one }) => one !== null)).toBe(true);
  });

  test('by any number of people lists or lifts nothing by itself', async () => {
    const { id } = await add(freshPhone());
    for (const who of ['station', 'duty', 'analyst'])
      await tabs[who]!.post(`/links/${id}/object`, { why: '像是误列' });
    expect((await tabs.duty!.get<LinkDetail>(`/links/${id}`)).body).toMatchObject({
      state: 'active',
      objections: 3,
    });
  });
});

describe('a pasted list', () => {
  const common = { verdict: 'bad', source: '研判专班', expiresAt: inDays(30), why: '专案扩线查明' };

  test('goes in line by line; bad lines are named, known ones are counted', async () => {
    const [first, second] = [freshPhone(), freshPhone()];
    const text = `号码\t类别\t说明\t到期日期\n${first}\t电话\t第一批\t\n\n6222020099990000\t银行卡\t\t\nhttp://fake-loan.cn/x\t\t\t\n12\t电话\t\t\n${first}\t电话\t\t\n${second}\t电话\t\t去年\n1234567\t\t\t`;
    const dry = await tabs.analyst!.post<LinkImported>('/links/import', { ...common, text, dryRun: true });
    expect(dry.body).toMatchObject({ accepted: 3, known: 1 });
    const { body } = await tabs.analyst!.post<LinkImported>('/links/import', { ...common, text });
    expect(body).toMatchObject({ accepted: 3, known: 1 });
    expect(body.rejected.map(({ line, field }) => [line, field])).toEqual([
      [6, 'value'],
      [8, 'expires'],
      [9, 'kind'],
    ]);
    expect(body.rejected[0]!.error).toMatch(/^第 6 行：.*。$/);
    const again = await tabs.analyst!.post<LinkImported>('/links/import', { ...common, text });
    expect(again.body).toMatchObject({ accepted: 0, known: 4 });
    const [kept] = await query<{ note: string }>(`SELECT note FROM link WHERE value = 'fake-loan.cn'`);
    expect(kept).toEqual({ note: '' });
  });

  test('may be a workbook; numbers that lost their digits are refused', async () => {
    const book = new excel.Workbook();
    const sheet = book.addWorksheet('名单');
    sheet.addRow(['账号', '备注']);
    sheet.addRow(['6222020088887777', '文本格式']);
    sheet.addRow([Number('6222020088887778123'), '数字格式']);
    const file = Buffer.from(await book.xlsx.writeBuffer()).toString('base64');
    const { body } = await tabs.analyst!.post<LinkImported>('/links/import', {
      ...common,
      kind: 'account',
      file,
    });
    expect(body).toMatchObject({ accepted: 1 });
    expect(body.rejected).toMatchObject([{ line: 3, field: 'value' }]);
  });

  test('that is none is refused in words', async () => {
    for (const file of ['PK\x03\x04 nonsense', '\xd0\xcf\x11\xe0 old', '   '].map((one) =>
      Buffer.from(one, 'latin1').toString('base64'),
    )) {
      const { status, body } = await tabs.analyst!.post<{ code: string }>('/links/import', {
        ...common,
        file,
      });
      expect([status, body.code]).toEqual([422, 'UNREADABLE']);
    }
  });
});

test('pages follow each other without gap or repeat', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const next: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body } = await tabs.duty!.get<{ items: Link[]; next: string | null; total: number }>(
      `/links?verdict=good&limit=7${next}`,
    );
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.next;
    total = body.total;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(total);
  expect(total).toBeGreaterThan(60);
});

describe('lists in memory', () => {
  test('know hotlines and public sites from the start, and altered numbers are not them', async () => {
    const { lists, close } = await open();
    expect(lists.phone('96110')).toMatchObject({ verdict: 'good' });
    expect(lists.phone('95588')).toMatchObject({ verdict: 'good' });
    expect(lists.phone('+8695588')).toBe(undefined);
    expect(lists.url('https://beian.miit.gov.cn/x')).toMatchObject({ verdict: 'good' });
    expect(lists.url('https://gov.cn.evil.com/x')).toBe(undefined);
    await close();
  });

  test('follow every change, let expired entries act no more, and forget values with their keys', async () => {
    const { lists, vault, close } = await open();
    const phone = freshPhone();
    const desk = await direct(vault, phone, new Date(Date.now() + 1_500));
    await lists.refresh();
    expect(lists.phone(phone)).toMatchObject({ id: desk, verdict: 'bad' });
    expect(lists.phone(`+86${phone}`)).toMatchObject({ id: desk });
    expect(lists.phone(freshPhone())).toBe(undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(lists.phone(phone)).toBe(undefined);
    const forgotten = await forgetLinks(
      app.db,
      new Date(Date.now() + 2 * 86_400_000),
      new AbortController().signal,
    );
    expect(forgotten).toBe(1);
    const [row] = await query('SELECT key, sealed, masked FROM link WHERE id = $1', [desk]);
    expect(row).toEqual({ key: null, sealed: null, masked: '139****' });
    await close();
  });

  test('answer in about a microsecond', async () => {
    const { lists, vault, close } = await open();
    await direct(vault, freshPhone(), new Date(Date.now() + 60_000));
    await lists.refresh();
    const began = performance.now();
    for (let n = 0; n < 100_000; n++) lists.phone(String(13_000_000_000 + n));
    expect((performance.now() - began) / 100).toBeLessThan(20); // µs each, generous for a busy machine
    await close();
  });

  /** Lists of a process with a key of its own: it reads what was sealed under that key. */
  async function open() {
    const vault = openVault(masterKeysFrom(Buffer.alloc(64, 9)));
    const lists = await openKnownLists({ db: app.db, vault });
    return { lists, vault, close: async () => lists.close() };
  }

  async function direct(vault: ReturnType<typeof openVault>, phone: string, end: Date): Promise<string> {
    const id = crypto.randomUUID();
    await app.db.inTransaction(machine, async (tx) => {
      const { keyId, sealed } = await vault.seal(tx, 'links.until', Buffer.from(phone), `link/${id}`, end);
      await tx.query('UPDATE link_epoch SET n = n + 1');
      await tx.query(
        `INSERT INTO link (id, kind, verdict, key, key_id, sealed, masked, source, expires_at, epoch)
         SELECT $1, 'phone', 'bad', $2, $3, $4, '139****', '测试', $5, n FROM link_epoch`,
        [id, vault.blindIndex('phone', phone), keyId, sealed, end],
      );
    });
    return id;
  }
});
