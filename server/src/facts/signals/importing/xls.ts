import { readFile, stat } from 'node:fs/promises';
import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { CellValue } from 'exceljs';
import { SignalFileError } from './file-error.ts';
import type { Sheet, TableRow } from './table.ts';
import { textOfCell } from './xlsx-cell.ts';

const saveAgain = '请在表格软件中打开它,另存为不加密的 .xlsx 或 CSV 后再导入。';
/** The old format holds 65,536 rows a sheet and is read as a whole. */
const mostBytes = 50 * 1024 * 1024;

/**
 * The sheets of a workbook of the old binary format. The library is large: it is loaded when the first one comes.
 * @throws SignalFileError when it is no workbook, locked by a password, or too large
 */
export async function* xlsSheets(path: string): AsyncGenerator<Sheet> {
  if ((await stat(path)).size > mostBytes)
    throw new SignalFileError(`这个 .xls 文件超过 50 MB,不能直接导入。${saveAgain}`);
  const { read, utils } = await import('@e965/xlsx');
  const content = await readFile(path);
  const book = (() => {
    try {
      return read(content, { type: 'buffer', cellDates: true, UTC: true, cellHTML: false, cellText: false });
    } catch (error) {
      const locked = /password|encrypt/i.test(String((error as Error).message));
      throw new SignalFileError(
        `这个 .xls 文件${locked ? '设了密码' : '已损坏或没有保存完整'},不能读取。${saveAgain}`,
      );
    }
  })();
  if (book.SheetNames.length === 0) throw new SignalFileError(`这个文件里没有工作表。${saveAgain}`);
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name];
    const range = sheet?.['!ref'];
    if (sheet === undefined || range === undefined) continue;
    const { s: first, e: last } = utils.decode_range(range);
    yield {
      name,
      rows: rowsOf(sheet, { first: first.r, last: last.r, columns: last.c + 1 }, utils.encode_cell),
    };
  }
}

async function* rowsOf(
  sheet: WorkSheet,
  { first, last, columns }: { first: number; last: number; columns: number },
  nameOf: (at: { r: number; c: number }) => string,
): AsyncGenerator<TableRow[]> {
  const rows: TableRow[] = [];
  for (let row = first; row <= last; row++) {
    const problems = new Map<number, string>();
    const cells = Array.from({ length: columns }, (_, column) => {
      const cell = sheet[nameOf({ r: row, c: column })] as CellObject | undefined;
      const text = textOfCell(contentOf(cell));
      if (typeof text === 'string') return text;
      problems.set(column, text.problem);
      return '';
    });
    if (cells.every((cell) => cell.trim() === '') && problems.size === 0) continue;
    rows.push({ line: row + 1, cells, ...(problems.size > 0 ? { problems } : {}) });
  }
  if (rows.length > 0) yield rows;
}

/** In the terms of the other format, so that a cell means the same in both. */
function contentOf(cell: CellObject | undefined): CellValue {
  if (cell === undefined || cell.v === undefined) return null;
  if (cell.t === 'e') return { error: (cell.w ?? '#VALUE!') as '#VALUE!' };
  return cell.v;
}
