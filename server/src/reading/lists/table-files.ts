import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import type { ListColumn, ListRow } from '@lanzha/contract';
import { csvLine, csvStart } from '../../ground/audit/index.ts';
import { columnWords } from './code-words.ts';
import type { Line } from './describe-export.ts';
import { fileColumns } from './file-columns.ts';

export interface TableFile {
  readonly columns: readonly ListColumn[];
  readonly drill: boolean;
  readonly about: readonly Line[];
  /** Page after page, as they are read. */
  readonly pages: AsyncIterable<readonly ListRow[]>;
}

const drillWords = '演练数据';

/** CSV for table programs; a drill says so in every line. */
export async function* csvOf({ columns, drill, pages }: TableFile): AsyncGenerator<string> {
  const mark = drill ? [drillWords] : [];
  yield csvStart + csvLine([...columns.map((column) => columnWords[column]), ...(drill ? ['说明'] : [])]);
  for await (const rows of pages)
    yield rows
      .map((row) => csvLine([...columns.map((column) => asText(fileColumns[column].cell(row))), ...mark]))
      .join('');
}

/** Money keeps two places; a bare number in CSV is taken for what a program likes. */
const asText = (cell: string | number | null) => (typeof cell === 'number' ? String(cell) : cell);

/**
 * A workbook: the rows, then a sheet that says what they are and how many. Cells are texts and numbers and nothing else: a
 * text that looks like a formula stays a text, in the file and after editing it. It is written while it is read, and waits
 * for a slow reader.
 */
export function workbookOf(file: TableFile): Readable {
  const out = new PassThrough({ highWaterMark: 1 << 20 });
  write(file, out).catch((error: unknown) => out.destroy(error instanceof Error ? error : undefined));
  return out;
}

async function write({ columns, drill, about, pages }: TableFile, out: PassThrough): Promise<void> {
  const { default: excel } = await import('exceljs'); // large, and seldom needed
  const book = new excel.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
  });
  const mark = drill ? { headerFooter: { oddHeader: `&C${drillWords}` } } : {};
  const sheet = book.addWorksheet(drill ? `预警(${drillWords})` : '预警', {
    views: [{ state: 'frozen', ySplit: 1 }],
    ...mark,
  });
  sheet.columns = columns.map((column) => ({
    header: columnWords[column],
    key: column,
    width: fileColumns[column].width,
    // '@' keeps a table program from reading digits as a number, and from running what somebody retypes.
    style: { numFmt: column === 'saved' ? '#,##0.00' : column === 'evidence' ? '0' : '@' },
  }));
  sheet.getRow(1).font = { bold: true };
  let rows = 0;
  for await (const page of pages) {
    for (const row of page) sheet.addRow(columns.map((column) => fileColumns[column].cell(row))).commit();
    rows += page.length;
    if (out.destroyed) return;
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')]);
  }
  sheet.commit();
  const notes = book.addWorksheet('说明', mark);
  notes.columns = [
    { key: 'label', width: 12, style: { numFmt: '@' } },
    { key: 'value', width: 80, style: { numFmt: '@', alignment: { wrapText: true } } },
  ];
  for (const line of [...about, ['行数', String(rows)]]) notes.addRow([...line]).commit();
  notes.commit();
  await book.commit();
}
