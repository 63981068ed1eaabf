import { describe, expect, test } from 'vitest';
import { isRejected } from '../check-line.ts';
import type { ImportedLine } from './check-drafts.ts';
import { readAll, scratchFiles } from './testing.ts';

const file = scratchFiles();
const at = '2026-03-01T09:30:00+08:00';

/** One of each kind, as in interfaces.md. */
const signals = [
  {
    id: 'A-1',
    kind: 'sms',
    at,
    subject: { phone: '13800000001' },
    from: '+0085212345678',
    text: '您好,"中奖"了\n速回',
  },
  {
    id: 'A-2',
    kind: 'call',
    at,
    subject: { phone: '13800000001' },
    from: '00852',
    seconds: 1860,
    overseas: true,
    transcript: '喂',
  },
  { id: 'A-3', kind: 'visit', at, subject: { phone: '13800000001' }, url: 'http://a.test/x?y=1' },
  {
    ...{ id: 'A-4', kind: 'install', at, subject: { phone: '13800000001' }, screenSharing: true },
    app: { name: '某聊', package: 'com.x', sha256: 'ab'.repeat(32) },
  },
  {
    ...{ id: 'A-5', kind: 'transfer', at, subject: { phone: '13800000001', account: '6222021234567890123' } },
    ...{
      to: { account: '62284800', bank: '农业银行' },
      amount: 5_000_000,
      channel: '手机银行',
      newPayee: false,
    },
  },
  {
    id: 'A-6',
    kind: 'report',
    at,
    subject: { idNo: '11010119900307001X' },
    text: '有人叫我转钱',
    already: 'not_cheated',
  },
  {
    ...{
      id: 'A-7',
      kind: 'instruction',
      at,
      level: 'high',
      fraudType: '01',
      due: '2026-03-01T11:30:00+08:00',
      from: '省平台',
    },
    subject: { phone: '13800000002', name: '张三', place: '330206001', age: 35, occupation: '会计' },
  },
];

const chineseHeader =
  '编号,类型,时间,手机号,身份证号,账号,姓名,区划,年龄,职业,来电号码,短信内容,通话时长(秒),是否境外,通话内容,网址,' +
  '应用名称,包名,sha256,屏幕共享,收款账号,收款行,金额(元),渠道,新收款人,是否已被骗,等级,诈骗类型,时限';
const chineseTable = `${chineseHeader}
A-1,短信,2026-03-01 09:30:00,13800000001,,,,,,,+0085212345678,"您好,""中奖""了
速回",,,,,,,,,,,,,,,,,
A-2,通话,2026/3/1 9:30,13800000001,,,,,,,00852,,31:00,是,喂,,,,,,,,,,,,,,
A-3,访问网址,20260301093000,13800000001,,,,,,,,,,,,http://a.test/x?y=1,,,,,,,,,,,,,
A-4,安装应用,2026年3月1日9时30分,13800000001,,,,,,,,,,,,,某聊,com.x,${'ab'.repeat(32)},是,,,,,,,,,
A-5,转账,2026-03-01 09:30,13800000001,,6222021234567890123,,,,,,,,,,,,,,,62284800,农业银行,"50,000.00",手机银行,否,,,,
A-6,群众反映,2026-03-01 09:30,,11010119900307001X,,,,,,,有人叫我转钱,,,,,,,,,,,,,,未被骗,,,
A-7,上级指令,2026-03-01 09:30,13800000002,,,张三,330206001,35岁,会计,省平台,,,,,,,,,,,,,,,,高危,刷单返利,2026-03-01 11:30
`;

const good = (lines: readonly ImportedLine[]) =>
  lines.flatMap((line) => (isRejected(line) ? [] : [line.signal]));
const refusals = (lines: readonly ImportedLine[]) =>
  lines.flatMap((line) => (isRejected(line) ? [line] : []));
const contents = (lines: readonly ImportedLine[]) =>
  lines.map((line) => (isRejected(line) ? line.error : line.canonical));
const ndjson = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\r\n');

test('a table with Chinese headers says the same as NDJSON, to the letter of what is stored', async () => {
  const objects = await readAll(file('a.ndjson', ndjson(signals)));
  const table = await readAll(file('a.csv', chineseTable));
  expect(good(objects.lines)).toEqual(signals);
  expect(contents(table.lines)).toEqual(contents(objects.lines));
  expect(table.notices).toEqual([]);
});

describe('NDJSON', () => {
  test('times may lack a zone and amounts may be in yuan', async () => {
    const { to } = signals[4] as { to: object };
    const value = {
      id: 'B',
      kind: 'transfer',
      at: '2026-03-01 09:30',
      subject: { phone: '138' },
      to,
      yuan: 1234.56,
    };
    expect(good((await readAll(file('b.jsonl', ndjson([value])))).lines)).toMatchObject([
      { at, amount: 123_456 },
    ]);
  });

  test('a bad line says which and why, and the others are taken', async () => {
    const { lines } = await readAll(
      file(
        'c.ndjson',
        `\uFEFF${ndjson([signals[0]])}\n\n{"id":"x",\n${ndjson([{ ...signals[0], subject: { account: 6222 } }])}\n[1]\n`,
      ),
    );
    expect(lines.map((line) => line.line)).toEqual([1, 3, 4, 5]);
    expect(refusals(lines)).toEqual([
      { line: 3, id: null, field: null, error: expect.stringContaining('第 3 行不是合法的 JSON') },
      { line: 4, id: 'A-1', field: 'subject.account', error: expect.stringContaining('带引号的文本') },
      { line: 5, id: null, field: null, error: '第 5 行应是一个 JSON 对象。' },
    ]);
  });

  test('an array in one piece is refused as a whole, with what to do', async () => {
    await expect(readAll(file('d.json', JSON.stringify(signals)))).rejects.toThrow('每行一个对象');
  });
});

describe('a line without an id', () => {
  const nameless = { ...signals[0], id: undefined };

  test('is known by its content, whatever the form of the file', async () => {
    const inTable =
      '类型,时间,手机号,来电号码,内容\n短信,2026-03-01 09:30,13800000001,+0085212345678,"您好,""中奖""了\n速回"\n';
    const a = await readAll(file('e.ndjson', ndjson([nameless, { ...nameless, text: '别的' }])));
    const b = await readAll(file('e.csv', inTable));
    const [first, second] = good(a.lines);
    expect(first!.id).toMatch(/^content-[0-9a-f]{32}$/);
    expect(second!.id).not.toBe(first!.id);
    expect(contents(b.lines)).toEqual(contents(a.lines).slice(0, 1));
  });

  test('that is refused has no id in the answer either', async () => {
    const { lines } = await readAll(file('f.ndjson', ndjson([{ ...nameless, at: 'x' }])));
    expect(refusals(lines)).toMatchObject([{ id: null, field: 'at' }]);
  });
});

describe('a table', () => {
  const header = '编号,类型,时间,手机号,内容,金额(元),收款账号,备注\n';
  const read = (rows: string) => readAll(file('t.csv', header + rows));

  test.each([
    ['A,短信,2026-02-30,138,x,,,', 'at', '第 2 行「时间」列:不是能识别的时间'],
    ['A,短信,2026-02-20,,x,,,', 'subject', '第 2 行:电话、身份证号、账号至少要填写一项'],
    ['A,短信,2026-02-20,十三,x,,,', 'subject.phone', '第 2 行「手机号」列:应为电话号码'],
    ['A,短信,2026-02-20,1.38E+10,x,,,', 'subject.phone', '科学计数法'],
    ['A,短信,2026-02-20,138,,,,', 'text', '第 2 行「内容」列:没有填写,短信必须有这一项'],
    ['A,转账,2026-02-20,138,,,6222,', 'amount', '第 2 行「金额(元)」列:没有填写'],
    ['A,转账,2026-02-20,138,,1.234,6222,', 'amount', '最多两位小数'],
    ['A,通话,2026-02-20,138,x,,,', 'seconds', '第 2 行:文件里没有「通话时长(秒)」列,通话必须有这一项'],
    ['A,电报,2026-02-20,138,x,,,', 'kind', '第 2 行「类型」列:不认识“电报”'],
    ['A,,2026-02-20,138,x,,,', 'kind', '第 2 行「类型」列:没有填写'],
    ['A,短信,2027-02-20,138,x,,,', 'at', '晚于现在'],
    ['A,短信,2026-02-20,138,x,,,,,y', null, '第 2 行有 10 格,表头只有 8 格'],
  ])('refuses %s', async (row, field, sentence) => {
    const { lines } = await read(`${row}\nB,短信,2026-02-20,138,x,,,\n`);
    expect(refusals(lines)).toMatchObject([{ line: 2, field, error: expect.stringContaining(sentence) }]);
    expect(good(lines).map(({ id }) => id)).toEqual(['B']);
  });

  test('reads only the cells that a signal of its kind has', async () => {
    const { lines } = await read('A,短信,2026-02-20,138,x,五万,未知,说明\n');
    expect(good(lines)).toEqual([
      { id: 'A', kind: 'sms', at: '2026-02-20T00:00:00+08:00', subject: { phone: '138' }, text: 'x' },
    ]);
  });

  test('says once which columns mean nothing to it', async () => {
    expect((await read('A,短信,2026-02-20,138,x,,,\n'.repeat(3))).notices).toEqual([
      '这些列没有用到:「备注」。',
    ]);
  });

  test('may have titles above its header and empty rows anywhere', async () => {
    const { lines } = await readAll(
      file('u.csv', `某县预警信息表,,,,\n\n制表:张三,,,,\n${header},,,,\nA,短信,2026-02-20,138,x\n`),
    );
    expect(lines).toMatchObject([{ line: 6, signal: { id: 'A' } }]);
  });

  test('takes amounts for fen when the column does not say yuan, and says so', async () => {
    const { lines, notices } = await readAll(
      file('v.csv', '编号,类型,时间,电话,收款账号,金额\nA,转账,2026-02-20,138,6222,5000\n'),
    );
    expect(good(lines)).toMatchObject([{ amount: 5000 }]);
    expect(notices).toEqual([expect.stringContaining('按“分”读取')]);
  });

  test('with the same amount in two units that differ is refused', async () => {
    const { lines } = await readAll(
      file(
        'w.csv',
        '编号,类型,时间,电话,收款账号,金额(分),金额(元)\nA,转账,2026-02-20,138,6222,5000,50\nB,转账,2026-02-20,138,6222,5000,51\n',
      ),
    );
    expect(good(lines).map(({ id }) => id)).toEqual(['A']);
    expect(refusals(lines)[0]!.error).toBe('第 3 行「金额(元)」列:与以分为单位的金额不一致。');
  });

  test.each([
    ['1,2,3\n4,5,6\n', '没有找到表头'],
    ['编号,手机号,内容\nA,138,x\n', '缺少必需的列:类型、时间'],
    ['编号,类型,时间\nA,短信,x\n', '电话、身份证号、账号三者之一'],
  ])('without a usable header is refused as a whole: %j', async (text, sentence) => {
    await expect(readAll(file('x.csv', text))).rejects.toThrow(sentence);
  });
});

describe('a file', () => {
  test('that is empty gives nothing and says so', async () => {
    expect(await readAll(file('y.csv', ''))).toEqual({ lines: [], notices: ['文件是空的。'] });
  });

  test.each([
    ['z.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '已损坏或没有保存完整'],
    ['z.csv', Buffer.from([1, 0, 2, 0]), '不是文本文件'],
  ])('of another kind is refused with what to do: %s', async (name, bytes, sentence) => {
    await expect(readAll(file(name, bytes))).rejects.toThrow(sentence);
  });

  test('that is not there is named', async () => {
    await expect(readAll('/nowhere/a.csv')).rejects.toThrow('没有找到文件:/nowhere/a.csv');
  });
});
