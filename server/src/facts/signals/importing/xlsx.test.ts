import excel from 'exceljs';
import { describe, expect, test } from 'vitest';
import { isRejected } from '../check-line.ts';
import { readAll, scratchFiles } from './testing.ts';

const file = scratchFiles();

type Fill = (sheet: excel.Worksheet, book: excel.Workbook) => void;
async function workbook(fill: Fill): Promise<string> {
  const book = new excel.Workbook();
  fill(book.addWorksheet('预警'), book);
  return file('book.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
}

const header = ['编号', '类型', '时间', '手机号', '账号', '收款账号', '金额(元)', '内容'];
const nineThirty = new Date(Date.UTC(2026, 2, 1, 9, 30));
const transfer = ['A', '转账', nineThirty, 13_800_000_001, '6222021234567890123', '62284800', 1234.56, null];

async function readRow(row: unknown[]) {
  const { lines } = await readAll(
    await workbook((sheet) => {
      sheet.addRow(header);
      sheet.addRow(row);
    }),
  );
  const [line] = lines;
  return isRejected(line!) ? line : line!.signal;
}

describe('a sheet', () => {
  test('gives numbers in full, times by the clock on the wall and text as it is', async () => {
    expect(await readRow(transfer)).toEqual({
      ...{
        id: 'A',
        kind: 'transfer',
        at: '2026-03-01T09:30:00+08:00',
        amount: 123_456,
        to: { account: '62284800' },
      },
      subject: { phone: '13800000001', account: '6222021234567890123' },
    });
  });

  test.each([
    ['手机号', 3, 'subject.phone', 1_380_000_000_112_345],
    ['账号', 4, 'subject.account', 6_222_021_234_567_890],
    ['收款账号', 5, 'to.account', { formula: '1*1', result: 6.222021234567e18 }],
  ])(
    'refuses a number of more than 15 digits as %s, with row, column and remedy',
    async (name, index, field, value) => {
      const row = transfer.with(index, value as never);
      expect(await readRow(row)).toMatchObject({
        line: 2,
        id: 'A',
        field,
        error: expect.stringContaining(`第 2 行「${name}」列`),
      });
      expect(await readRow(row)).toMatchObject({ error: expect.stringMatching(/超过 15 位.*“文本”格式/) });
    },
  );

  test('a number of 15 digits is still right', async () => {
    expect(await readRow(transfer.with(4, 622_202_123_456_789))).toMatchObject({
      subject: { account: '622202123456789' },
    });
  });

  test('does not mind a long number in a column that its kind has no use for', async () => {
    const sms = ['A', '短信', nineThirty, '138', null, 6.222e18, null, 'x'];
    expect(await readRow(sms)).toMatchObject({ kind: 'sms', text: 'x' });
  });

  test.each([
    ['a formula', { formula: '1+2', result: 0.1 + 0.2 }, { amount: 30 }],
    ['rich text', { richText: [{ text: '12' }, { text: '.5' }] }, { amount: 1250 }],
    ['a link', { text: '7', hyperlink: 'http://a.test' }, { amount: 700 }],
  ])('reads %s by what people see', async (_, value, expected) => {
    expect(await readRow(transfer.with(6, value as never))).toMatchObject(expected);
  });

  test.each([
    ['an error value', { error: '#N/A' }, '错误值 #N/A'],
    ['a formula that was never calculated', { formula: 'A1' }, '公式没有保存结果'],
  ])('refuses %s', async (_, value, sentence) => {
    expect(await readRow(transfer.with(6, value as never))).toMatchObject({
      field: 'amount',
      error: expect.stringContaining(sentence),
    });
  });

  test.each([
    ['a serial number without a format', 46_082.395833333336],
    ['the result of a formula', { formula: 'NOW()', result: nineThirty }],
    ['text', '2026/3/1 9:30'],
  ])('reads a time from %s', async (_, value) => {
    expect(await readRow(transfer.with(2, value as never))).toMatchObject({
      at: '2026-03-01T09:30:00+08:00',
    });
  });

  test('may have merged titles above its header and empty rows; rows keep the numbers people see', async () => {
    const { lines } = await readAll(
      await workbook((sheet) => {
        sheet.addRow(['某县预警信息表']);
        sheet.mergeCells('A1:H1');
        sheet.addRow([]);
        sheet.addRow(header);
        sheet.addRow([]);
        sheet.addRow(transfer);
      }),
    );
    expect(lines).toMatchObject([{ line: 5, signal: { id: 'A' } }]);
  });
});

describe('a workbook', () => {
  test('is read from the first sheet with a header; the others are named', async () => {
    const { lines, notices } = await readAll(
      await workbook((cover, book) => {
        cover.addRow(['说明']);
        book.addWorksheet('数据').addRows([header, transfer]);
        book.addWorksheet('其他').addRows([header, transfer]);
      }),
    );
    expect(lines).toHaveLength(1);
    expect(notices).toEqual(['只导入了工作表「数据」,其余工作表没有读取。']);
  });

  test('that is small is read whole each time, however fast its parts come', async () => {
    const path = await workbook((cover, book) => {
      cover.addRow(['说明']);
      book.addWorksheet('数据').addRows([header, transfer]);
      book.addWorksheet('其他').addRows([header, transfer]);
    });
    for (let n = 0; n < 25; n++) {
      const { lines, notices } = await readAll(path);
      expect([lines.length, notices]).toEqual([1, ['只导入了工作表「数据」,其余工作表没有读取。']]);
    }
  });

  test('of several thousand rows is read to its end', async () => {
    const path = await workbook((sheet) => {
      sheet.addRow(header);
      for (let n = 0; n < 5000; n++) sheet.addRow(transfer.with(0, `A-${n}`));
    });
    const { lines } = await readAll(path);
    expect(lines.map((line) => !isRejected(line) && line.signal.id)).toEqual(
      Array.from({ length: 5000 }, (_, n) => `A-${n}`),
    );
  });

  test('that is cut off is refused with what to do', async () => {
    const path = await workbook((sheet) => sheet.addRow(header));
    const { readFileSync } = await import('node:fs');
    const cut = file('cut.xlsx', readFileSync(path).subarray(0, 2000));
    await expect(readAll(cut)).rejects.toThrow(/已损坏或没有保存完整.*另存为/);
  });

  test('without a header names its sheet', async () => {
    await expect(readAll(await workbook((sheet) => sheet.addRow(['说明', '无'])))).rejects.toThrow(
      '工作表「预警」:没有找到表头',
    );
  });
});
