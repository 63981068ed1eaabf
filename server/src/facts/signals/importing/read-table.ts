import type { TimeLimits } from '../check-line.ts';
import { checkDraft, type ImportedLine } from './check-drafts.ts';
import { type Field, type Header, nameOf, readHeader } from './columns.ts';
import { SignalFileError } from './file-error.ts';
import type { TableRow } from './table.ts';
import { draftOf } from './table-signals.ts';

export interface TableOptions {
  readonly limits: () => TimeLimits;
  readonly notice: (sentence: string) => void;
}

const titleRows = 10; // titles and remarks that may stand above the header

/**
 * Reads signals from the rows of a table, whose header is the first of the upper rows that names two fields or more.
 * @throws SignalFileError when there is no header, or one without the columns that every signal needs
 */
export async function* readTable(
  blocks: AsyncIterable<TableRow[]>,
  options: TableOptions,
): AsyncGenerator<ImportedLine[]> {
  let header: Header | undefined;
  let above: TableRow[] = [];
  for await (const block of blocks) {
    let rows = block;
    if (header === undefined) {
      above = [...above, ...block];
      const place = above.slice(0, titleRows).findIndex(isHeader);
      if (place < 0 && above.length < titleRows) continue;
      if (place < 0) throw noHeader(above);
      header = usableHeader(above[place]!, options.notice);
      rows = above.slice(place + 1);
    }
    const found = header;
    const limits = options.limits();
    yield rows.filter((row) => !isEmpty(row)).map((row) => checkDraft(draftOf(row, found), found, limits));
  }
  if (header === undefined && above.length > 0) throw noHeader(above);
}

const isHeader = (row: TableRow) => readHeader(row.cells).columns.size >= 2;

const isEmpty = (row: TableRow) =>
  row.broken === undefined && row.problems === undefined && row.cells.every((cell) => cell.trim() === '');

function usableHeader(row: TableRow, notice: (sentence: string) => void): Header {
  const header = readHeader(row.cells);
  const missing = (['kind', 'at'] as const).filter((field) => !header.columns.has(field)).map(nameOf);
  if (!(['phone', 'idNo', 'account'] as Field[]).some((field) => header.columns.has(field))) {
    missing.push('电话、身份证号、账号三者之一');
  }
  if (missing.length > 0) {
    throw new SignalFileError(`表头(第 ${row.line} 行)缺少必需的列:${missing.join('、')}。请补上后再导入。`);
  }
  if (header.unknown.length > 0) {
    notice(`这些列没有用到:${header.unknown.map((name) => `「${name.slice(0, 30)}」`).join('')}。`);
  }
  const bare = header.columns.get('amount')?.find(({ header: name }) => !/分|fen|amount/i.test(name));
  if (bare !== undefined && !header.columns.has('yuan')) {
    notice(`「${bare.header}」列按“分”读取。如果单位是元,请把表头改为“金额(元)”。`);
  }
  return header;
}

function noHeader(rows: readonly TableRow[]): SignalFileError {
  const first = rows.find((row) => !isEmpty(row));
  const seen = (first?.cells ?? []).filter((cell) => cell.trim() !== '').slice(0, 8);
  const shown = first?.broken ?? seen.map((cell) => `「${cell.trim().slice(0, 20)}」`).join('');
  return new SignalFileError(
    `没有找到表头。前 ${titleRows} 行里应有一行列名,例如:编号、类型、时间、手机号、内容。文件开头是:${shown}。`,
  );
}
