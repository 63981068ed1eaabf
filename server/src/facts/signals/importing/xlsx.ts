import type { Duplex, Readable } from 'node:stream';
import type { CellValue } from 'exceljs';
import { SignalFileError } from './file-error.ts';
import type { Sheet, TableRow } from './table.ts';
import { textOfCell } from './xlsx-cell.ts';

const blockRows = 500;

/**
 * The sheets of a workbook, each to be read before the next. The library is large: it is loaded when the first workbook comes.
 * @throws SignalFileError when it is no workbook
 */
export async function* xlsxSheets(file: Readable): AsyncGenerator<Sheet> {
  const { default: excel } = await import('exceljs');
  const pipe = file.pipe.bind(file);
  file.pipe = (archive, options) => {
    holdEnd(archive as unknown as Duplex);
    return pipe(archive, options);
  };
  const reader = new excel.stream.xlsx.WorkbookReader(file, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  let sheets = 0;
  try {
    for await (const sheet of orDamaged(reader as AsyncIterable<WorksheetStream>)) {
      sheets++;
      yield { name: sheet.name ?? `第 ${sheets} 张`, rows: blocks(orDamaged(sheet)) };
    }
  } finally {
    file.destroy();
  }
  if (sheets === 0) throw new SignalFileError(`这个文件里没有工作表。${saveAgain}`);
}

/**
 * The library takes an archive for read when its last byte has come, though parts of it may still wait to be taken: of a small
 * workbook the last ones were lost, now and then. Here the end comes after them.
 */
function holdEnd(archive: Duplex): void {
  const emit = archive.emit.bind(archive) as (event: string | symbol, ...values: unknown[]) => boolean;
  const whenTaken = () => {
    if (archive.readableLength > 0) return;
    archive.off('data', whenTaken);
    setImmediate(emit, 'end');
  };
  archive.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event !== 'end' || archive.readableLength === 0) return emit(event, ...values);
    archive.on('data', whenTaken);
    return true;
  };
}

type WorksheetStream = AsyncIterable<Row> & { readonly name?: string };

const saveAgain = '请在表格软件中打开它,另存为新的 .xlsx 后再导入。';

/** The library says in its own words what is wrong with the archive or the XML; people need to know what to do. */
async function* orDamaged<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    const next = await iterator.next().catch(() => {
      throw new SignalFileError(`这个 xlsx 文件已损坏或没有保存完整。${saveAgain}`);
    });
    if (next.done === true) return;
    yield next.value;
  }
}

interface Row {
  readonly number: number;
  readonly values: CellValue[] | { [key: string]: CellValue };
}

async function* blocks(rows: AsyncIterable<Row>): AsyncGenerator<TableRow[]> {
  let block: TableRow[] = [];
  for await (const row of rows) {
    const read = tableRow(row);
    if (read.cells.every((cell) => cell.trim() === '') && read.problems === undefined) continue;
    block.push(read);
    if (block.length === blockRows) {
      yield block;
      block = [];
    }
  }
  if (block.length > 0) yield block;
}

function tableRow({ number, values }: Row): TableRow {
  const problems = new Map<number, string>();
  const cells = Array.from(Array.isArray(values) ? values.slice(1) : [], (value, index) => {
    const text = textOfCell(value);
    if (typeof text === 'string') return text;
    problems.set(index, text.problem);
    return '';
  });
  return { line: number, cells, ...(problems.size > 0 ? { problems } : {}) };
}
