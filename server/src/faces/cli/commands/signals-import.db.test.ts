import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { machine, openDb } from '../../../ground/db/index.ts';
import { fixInstallationKind } from '../../../ground/installation/index.ts';
import { openKeyFile } from '../../../ground/vault/index.ts';
import { testDatabase } from '../../../testing/database.ts';
import { furnish } from '../../testing.ts';
import { lanzha } from '../testing.ts';

const database = await testDatabase();
const db = openDb(database.app);
const data = mkdtempSync(join(tmpdir(), 'lanzha-import-'));
afterAll(async () => {
  await db.close();
  rmSync(data, { recursive: true });
});

const { user, password, host, port } = inject('postgres').superuser;
const url = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database.app.database}?host=${encodeURIComponent(host)}`;

function importing(name: string, content: string, ...args: string[]) {
  const path = join(data, name);
  writeFileSync(path, content);
  return lanzha(['signals', 'import', path, '--data', data, '--database-url', url, ...args]);
}

const at = new Date(Date.now() - 60_000).toISOString();
const visit = (id: string | undefined, phone: string, url = 'http://a.test') =>
  JSON.stringify({ id, kind: 'visit', at, subject: { phone }, url });
const cheated = (id: string, phone: string) =>
  JSON.stringify({ id, kind: 'report', at, subject: { phone }, text: '我刚刚转了五万', already: 'cheated' });

test('before the first set-up there is nobody to import for', async () => {
  await db.inTransaction(machine, (tx) => fixInstallationKind(tx, 'real'));
  await openKeyFile(join(data, 'keys/vault.key'), true);
  const { code, results, said } = await importing('a.ndjson', visit('A', '13800000001'));
  expect({ code, results }).toEqual({ code: 1, results: [] });
  expect(said).toContain('首次设置');
});

describe('a file', () => {
  beforeAll(() => furnish(db));

  test('whose lines are all good ends with 0 and its sums, duplicates and warnings among them', async () => {
    const lines = [
      visit('A', '13800000001'),
      cheated('B', '13800000002'),
      cheated('C', '13800000002'),
      visit('A', '13800000001'),
    ];
    const { code, results } = await importing('all.ndjson', lines.join('\n'));
    expect(results).toEqual([{ accepted: 3, duplicates: 1, rejected: 0, warnings: 1 }]);
    expect(code).toBe(0);
  });

  test('imported again, under its own name or as another file of the source, counts nothing twice', async () => {
    const lines = [
      visit(undefined, '13800000003'),
      visit(undefined, '13800000004'),
      cheated('D', '13800000005'),
    ].join('\n');
    expect((await importing('twice.ndjson', lines)).results).toEqual([
      { accepted: 3, duplicates: 0, rejected: 0, warnings: 1 },
    ]);
    const again = { accepted: 0, duplicates: 3, rejected: 0, warnings: 0 };
    expect((await importing('twice.ndjson', lines)).results).toEqual([again]);
    expect((await importing('other.ndjson', lines, '--source', 'twice')).results).toEqual([again]);
    expect((await importing('elsewhere.ndjson', lines, '--source', 'elsewhere')).results).toMatchObject([
      { accepted: 3 },
    ]);
    expect((await importing('twice.ndjson', lines, '--unit', 'PS1')).results).toMatchObject([
      { accepted: 3 },
    ]);
  }, 60_000);

  test('with bad lines ends with 2: first the bad lines with reasons, last the sums', async () => {
    const rows = `编号,类型,时间,手机号,内容\nE,短信,${at},13800000006,在吗\nF,短信,昨天,13800000006,在吗\nG,短信,${at},,在吗\n`;
    const { code, results, said } = await importing('bad.csv', rows);
    expect(results).toEqual([
      { line: 3, id: 'F', field: 'at', error: expect.stringContaining('第 3 行「时间」列') },
      { line: 4, id: 'G', field: 'subject', error: expect.stringContaining('第 4 行') },
      { accepted: 1, duplicates: 0, rejected: 2, warnings: 0 },
    ]);
    expect(code).toBe(2);
    expect(said).toContain('有 2 行没有收下');
  });

  test('that repeats an id with other content keeps the first and says where', async () => {
    await importing('conflict.ndjson', visit('H', '13800000007'));
    const { code, results, said } = await importing(
      'conflict.ndjson',
      `\n${visit('H', '13800000007', 'http://b.test')}`,
    );
    expect(results).toEqual([{ accepted: 0, duplicates: 1, rejected: 0, warnings: 0 }]);
    expect(code).toBe(0);
    expect(said).toContain('内容不同的信号,保留先收到的内容:第 2 行');
  });

  test('leaves one audit record of what was taken', async () => {
    await importing('audited.ndjson', visit('J', '13800000008'));
    const { rows } = await db.pool.query(
      "SELECT ok, detail FROM audit_record WHERE event = 'signals.imported' ORDER BY id DESC LIMIT 1",
    );
    expect(rows).toEqual([{ ok: true, detail: { accepted: 1, duplicates: 0, rejected: 0, warnings: 0 } }]);
  });

  test('that is longer than what is under way at once is taken whole', async () => {
    const lines = Array.from({ length: 12_000 }, (_, n) =>
      visit(`L-${n}`, String(13_900_000_000 + (n % 3000))),
    );
    const { results } = await importing('long.ndjson', lines.join('\n'));
    expect(results).toEqual([{ accepted: 12_000, duplicates: 0, rejected: 0, warnings: 0 }]);
  });

  test.each([
    ['no header', 'x.csv', '1,2\n', [], '没有找到表头'],
    [
      'an unknown unit',
      'x.ndjson',
      visit('I', '13800000001'),
      ['--unit', 'nobody'],
      '没有编码为 nobody 的单位',
    ],
    ['an empty source', 'x.ndjson', visit('I', '13800000001'), ['--source', ' '], '来源名称'],
  ])('with %s fails with a sentence and 1', async (_, name, content, args, sentence) => {
    const { code, results, said } = await importing(name, content, ...args);
    expect({ code, results }).toEqual({ code: 1, results: [] });
    expect(said).toContain(sentence);
  });

  test('that is not there fails with a sentence and 1', async () => {
    const { code, said } = await lanzha([
      'signals',
      'import',
      join(data, 'none.csv'),
      '--data',
      data,
      '--database-url',
      url,
    ]);
    expect(code).toBe(1);
    expect(said).toContain('没有找到文件');
  });
});
