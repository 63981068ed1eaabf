import { parse } from 'csv-parse/sync';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';

const database = await testDatabase();
let app: TestApp;
let station: string;
let units: Awaited<ReturnType<typeof furnish>>;
const tabs: Record<string, Browser> = {};
const hostile = [
  '=1+1',
  '+1',
  '-1+1',
  '@SUM(1)',
  '＝1',
  '|cmd',
  '%x',
  "'=1",
  '=HYPERLINK("http://x")',
  '\t=1',
  '<f>1</f>',
];

const staff = {
  duty: ['duty_officer', 'centre'],
  station: ['station_officer', 'xinqi'],
  grid: ['grid_worker', 'xinqi'],
  school: ['school_contact', 'centre'],
  admin: ['system_admin', 'centre'],
} as const;

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  units = await furnish(app.db);
  for (const [name, [role, unit]] of Object.entries(staff)) {
    const id = await addAccount(app.db, { username: `${name}.x`, unit: units[unit], roles: [role] });
    const tab = Object.assign(new Browser(app), { address: `10.7.0.${Object.keys(tabs).length}` });
    await tab.signIn(`${name}.x`);
    tabs[name] = tab;
    if (name === 'station') station = id;
  }
  await app.db.inTransaction(machine, async (tx) => {
    for (const [n, text] of [...hostile, ...Array.from({ length: 14 }, (_, i) => `要点${i}`)].entries())
      await tx.query(
        `INSERT INTO warning (person, level, state, outcome, closed_at, score, reasons, source, place_code, unit_id, received_at,
           last_evidence_at, saved_fen, saved_proof, key_id, subject_sealed, subject_masked)
         VALUES (uuidv7(), $1, $2, $3, $4, 50, $5, $6, $7, $8, $9, $9, $10, '凭证', 1, '\\x00', $11)`,
        [
          n % 4,
          n % 3 === 0 ? 'closed' : 'dispatched',
          n % 3 === 0 ? 'dissuaded' : null,
          n % 3 === 0 ? new Date() : null,
          JSON.stringify([{ code: 'x', text, weight: 1 }]),
          text,
          n % 2 === 0 ? '330206001' : '330206002',
          n % 2 === 0 ? units.xinqi : units.xiaogang,
          new Date(Date.now() - n * 60_000),
          n % 3 === 0 ? 1_234_567 : null,
          JSON.stringify({
            name: '王**',
            phone: '138****0000',
            idNo: null,
            account: null,
            age: null,
            occupation: null,
          }),
        ],
      );
  });
  const { body: foreign } = await tabs.duty!.get<{ items: { id: string }[] }>(
    `/lists/warnings?unit=${units.xiaogang}`,
  );
  const lent = await tabs.duty!.post('/loans', {
    warning: foreign.items[0]?.id,
    borrower: station,
    purpose: 'read',
    until: new Date(Date.now() + 86_400_000).toISOString(),
    reason: '协助查找当事人',
  });
  expect(lent.status).toBe(200);
}, 60_000);
afterAll(() => app.close());

const columns = ['no', 'level', 'name', 'phone', 'headline', 'source', 'saved', 'received'] as const;
const body = (more: object = {}) => ({
  format: 'csv',
  filter: {},
  sort: '-received',
  columns,
  purpose: '月度汇总核对',
  ...more,
});

async function take(who: string, input: object): Promise<{ status: number; headers: Headers; file: Buffer }> {
  const tab = tabs[who]!;
  const reply = await fetch(`${app.url}/api/v1/lists/warnings/export`, {
    method: 'POST',
    headers: {
      cookie: tab.cookie ?? '',
      'x-csrf-token': tab.csrf ?? '',
      'x-forwarded-for': tab.address ?? '',
      'content-type': 'application/json',
    },
    body: JSON.stringify(input),
  });
  return { status: reply.status, headers: reply.headers, file: Buffer.from(await reply.arrayBuffer()) };
}
const csvRows = (file: Buffer) => parse(file.toString(), { bom: true }) as string[][];
async function workbookOf(file: Buffer): Promise<excel.Workbook> {
  const book = new excel.Workbook();
  await book.xlsx.load(file as unknown as ArrayBuffer);
  return book;
}
const rowsOf = (sheet: excel.Worksheet | undefined) =>
  (sheet?.getSheetValues() ?? []).slice(1).map((row) => (Array.isArray(row) ? row.slice(1) : []));

describe('an export', () => {
  test.each([
    {},
    { level: 'urgent,high' },
    { state: 'open' },
    { q: '要点' },
    { saved: true },
    { place: '330206001' },
  ])('holds what the table shows: %j', async (filter) => {
    for (const sort of ['-received', 'level,-no', '-saved']) {
      const query = new URLSearchParams({ sort, limit: '200' });
      for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
      const { body: page } = await tabs.duty!.get<{ items: { no: number; headline: string }[] }>(
        `/lists/warnings?${query}`,
      );
      expect(page.items.length).toBeGreaterThan(0);
      const csv = csvRows((await take('duty', body({ filter, sort }))).file);
      expect(csv.slice(1).map(([no]) => Number(no))).toEqual(page.items.map(({ no }) => no));
      const book = await workbookOf((await take('duty', body({ filter, sort, format: 'xlsx' }))).file);
      expect(
        rowsOf(book.worksheets[0])
          .slice(1)
          .map(([no]) => Number(no)),
      ).toEqual(page.items.map(({ no }) => no));
    }
  });

  test('has the chosen columns in the chosen order, masked, identifiers as text and money as a number', async () => {
    const { file, headers } = await take('duty', body({ format: 'xlsx' }));
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="warnings-\d{4}-\d\d-\d\d\.xlsx"$/,
    );
    expect(headers.get('x-lanzha-rows')).toBe(String(hostile.length + 14));
    const [sheet] = (await workbookOf(file)).worksheets;
    const [head, first] = rowsOf(sheet);
    expect(head).toEqual([
      '编号',
      '等级',
      '姓名(脱敏)',
      '电话(脱敏)',
      '要点',
      '来源',
      '避免损失(元)',
      '收到时间',
    ]);
    const shown = ['紧急', '王**', '138****0000', '=1+1', '=1+1', 12345.67];
    expect(first).toEqual([
      expect.stringMatching(/^\d+$/),
      ...shown,
      expect.stringMatching(/^20[\d-]+ [\d:]+$/),
    ]);
    expect(columns.map((_, at) => sheet?.getRow(2).getCell(at + 1).numFmt)).toEqual(
      columns.map((column) => (column === 'saved' ? '#,##0.00' : '@')),
    );
  });

  test('holds no cell that a table program would run', async () => {
    const csv = csvRows((await take('duty', body())).file);
    for (const cell of csv.flat()) expect(cell).not.toMatch(/^[\s"]*[=+\-@|%＝＋－＠\t\r]/);
    const { file } = await take('duty', body({ format: 'xlsx' }));
    const book = await workbookOf(file);
    for (const sheet of book.worksheets)
      sheet.eachRow((row) =>
        row.eachCell((cell) => expect([excel.ValueType.String, excel.ValueType.Number]).toContain(cell.type)),
      );
    const headlines = rowsOf(book.worksheets[0]).map((row) => row[4]);
    expect(headlines).toEqual(expect.arrayContaining(hostile));
  });

  test('says what it is: filters in words, who, when, what for, how many', async () => {
    const input = { format: 'xlsx', filter: { level: 'urgent' }, purpose: '核对 13812345678 的来电' };
    const book = await workbookOf((await take('duty', body(input))).file);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['预警', '说明']);
    const said = new Map(rowsOf(book.worksheets[1]).map(([label, value]) => [label, value]));
    expect(said.get('筛选')).toBe('等级:紧急');
    expect(said.get('导出人')).toBe('duty.x(北仑区反诈中心)');
    expect(said.get('用途')).toBe('核对 138****5678 的来电');
    expect(said.get('排序')).toBe('收到时间从大到小');
    expect(said.get('行数')).toBe(String(rowsOf(book.worksheets[0]).length - 1));
    expect(said.has('演练')).toBe(false);
  });

  test('leaves a record with purpose and rows before anything leaves, and one when it has ended', async () => {
    await take('duty', body({ filter: { q: '要点' }, purpose: '给区委的专报' }));
    await expect
      .poll(async () => {
        const { rows } = await app.db.inTransaction(machine, (tx) =>
          tx.query<{ event: string; ok: boolean; detail: { rows: number; filter?: object } }>(
            `SELECT event, ok, detail FROM audit_record WHERE event LIKE 'warnings.export%' ORDER BY id DESC LIMIT 2`,
          ),
        );
        return rows.toReversed();
      })
      .toMatchObject([
        { event: 'warnings.exported', ok: true, detail: { rows: 14, filter: { q: true }, sealedReason: {} } },
        { event: 'warnings.export_ended', ok: true, detail: { rows: 14 } },
      ]);
    const { rows } = await app.db.inTransaction(machine, (tx) =>
      tx.query<{ text: string }>('SELECT detail::text AS text FROM audit_record'),
    );
    expect(rows.map(({ text }) => text).join()).not.toContain('区委');
  });
});

describe('who exports', () => {
  test.each([
    ['grid', 403],
    ['school', 403],
    ['admin', 403],
  ] as const)('%s is refused, on record', async (who, status) => {
    expect((await take(who, body())).status).toBe(status);
  });

  test('nobody without a session or without the token', async () => {
    const url = `${app.url}/api/v1/lists/warnings/export`;
    const send = (headers: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body()),
      });
    expect((await send({})).status).toBe(401);
    expect((await send({ cookie: tabs.duty!.cookie ?? '' })).status).toBe(403);
  });

  test('a station its own, without what is only lent to it', async () => {
    const { body: page } = await tabs.station!.get<{ items: { no: number; lent: object | null }[] }>(
      '/lists/warnings?limit=200',
    );
    expect(page.items.some(({ lent }) => lent !== null)).toBe(true);
    const csv = csvRows((await take('station', body())).file);
    const own = page.items.filter(({ lent }) => lent === null).map(({ no }) => no);
    expect(csv.slice(1).map(([no]) => Number(no))).toEqual(own);
  });

  test.each([
    [{ purpose: '' }, /请写明用途/],
    [{ columns: [] }, /导出条件有误/],
    [{ columns: ['no', 'no'] }, /同一列/],
    [{ sort: 'score' }, /导出条件有误/],
    [{ filter: { level: 'x' } }, /导出条件有误/],
  ])('without what is needed is told so: %j', async (more, sentence) => {
    const { status, file } = await take('duty', body(more));
    expect(status).toBe(400);
    expect(JSON.parse(file.toString()).message).toMatch(sentence);
  });

  test('by a search that has expired is told so', async () => {
    const { status, file } = await take('duty', body({ filter: { handle: crypto.randomUUID() } }));
    expect([status, JSON.parse(file.toString()).code]).toEqual([404, 'EXPIRED']);
  });
});
