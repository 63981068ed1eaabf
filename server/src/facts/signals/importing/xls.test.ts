import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { isRejected } from '../check-line.ts';
import { readAll, scratchFiles } from './testing.ts';

const file = scratchFiles();

/** A workbook of the old binary format (BIFF 8), as offices still have them by the thousand. */
function workbook(...sheets: unknown[][][]): string {
  const book = utils.book_new();
  sheets.forEach((rows, at) => {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { cellDates: true, UTC: true }), `表${at + 1}`);
  });
  return file('book.xls', write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
}

const header = ['编号', '类型', '时间', '手机号', '账号', '收款账号', '金额(元)', '内容'];
const nineThirty = new Date(Date.UTC(2026, 2, 1, 9, 30));

describe('an old workbook', () => {
  test('gives numbers in full, times by the clock on the wall and Chinese as it is', async () => {
    const path = workbook([
      header,
      ['A', '转账', nineThirty, 13_800_000_001, '6222021234567890123', '62284800', 1234.56, null],
      ['B', '短信', '2026-03-01 09:31', '13800000002', null, null, null, '刷单返利,日结'],
    ]);
    const { lines } = await readAll(path);
    expect(lines.map((line) => (isRejected(line) ? line : line.signal))).toMatchObject([
      {
        id: 'A',
        kind: 'transfer',
        at: '2026-03-01T09:30:00+08:00',
        amount: 123_456,
        subject: { phone: '13800000001', account: '6222021234567890123' },
      },
      { id: 'B', kind: 'sms', text: '刷单返利,日结' },
    ]);
  });

  test('refuses a number that has lost digits, names its row, and takes the others', async () => {
    const path = workbook([
      header,
      ['A', '转账', '2026-03-01 09:30', '13800000001', 6_222_021_234_567_890_000, '62284800', 10, null],
      [],
      ['B', '短信', '2026-03-01 09:31', '13800000002', null, null, null, '在吗'],
    ]);
    const { lines } = await readAll(path);
    expect(lines).toHaveLength(2);
    expect(isRejected(lines[0]!) && lines[0].error).toContain('第 2 行');
    expect(isRejected(lines[0]!) && lines[0].error).toContain('超过 15 位');
    expect(isRejected(lines[1]!)).toBe(false);
  });

  test('is searched for the sheet that has our header', async () => {
    const { lines, notices } = await readAll(
      workbook(
        [['说明'], ['本表由某单位填报']],
        [header, ['C', '短信', '2026-03-01 09:31', '13800000002', null, null, null, '在吗']],
      ),
    );
    expect(lines).toHaveLength(1);
    expect(notices).toEqual([]);
  });
});
