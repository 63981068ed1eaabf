import { createReadStream } from 'node:fs';
import type { ImportedLine } from './check-drafts.ts';
import { SignalFileError } from './file-error.ts';
import { readTable, type TableOptions } from './read-table.ts';
import type { Sheet } from './table.ts';
import { xlsSheets } from './xls.ts';
import { xlsxSheets } from './xlsx.ts';

export const readXlsx = (path: string, options: TableOptions) =>
  readFirstSheet(xlsxSheets(createReadStream(path)), options);

export const readXls = (path: string, options: TableOptions) => readFirstSheet(xlsSheets(path), options);

/** Reads the first sheet that has a header of ours. @throws SignalFileError when none has, or it is no workbook */
async function* readFirstSheet(
  sheets: AsyncIterable<Sheet>,
  options: TableOptions,
): AsyncGenerator<ImportedLine[]> {
  let why: SignalFileError | undefined;
  let read: string | undefined;
  for await (const { name, rows } of sheets) {
    if (read !== undefined) {
      options.notice(`只导入了工作表「${read}」,其余工作表没有读取。`);
      return;
    }
    try {
      for await (const lines of readTable(rows, options)) {
        read = name;
        yield lines;
      }
    } catch (error) {
      if (read !== undefined || !(error instanceof SignalFileError)) throw error;
      why ??= new SignalFileError(`工作表「${name}」:${error.message}`);
    }
  }
  if (read === undefined && why !== undefined) throw why;
}
