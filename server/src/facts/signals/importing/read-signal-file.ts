import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { TimeLimits } from '../check-line.ts';
import { checkRecord, type ImportedLine } from './check-drafts.ts';
import { csvRows } from './csv.ts';
import { decodedText, detectEncoding, type TextEncoding } from './encoding.ts';
import { SignalFileError } from './file-error.ts';
import { readTable, type TableOptions } from './read-table.ts';
import { isBlank, type TextLine, textLines } from './text-lines.ts';
import { readXls, readXlsx } from './workbook.ts';

/**
 * Reads signals from a file of NDJSON (one a line), CSV, xlsx or old xls, a block at a time. Encodings: UTF-8, GB18030, UTF-16 with
 * its mark. Every line that is not blank gives one entry, in order. `limits` is asked for each block, for a long import goes
 * on for minutes; `notice` is told what does not stop the import: columns without meaning, sheets left out.
 * @throws SignalFileError, with a sentence, when the file as a whole cannot be read
 */
export async function* readSignalFile(path: string, options: TableOptions): AsyncGenerator<ImportedLine[]> {
  const head = await headOf(path);
  if (head.length === 0) return options.notice('文件是空的。');
  if (head.toString('latin1') === 'PK\x03\x04') return yield* readXlsx(path, options);
  if (head.toString('hex') === 'd0cf11e0') return yield* readXls(path, options);
  const encoding = await detectEncoding(path);
  const lines = textLines(decodedText(path, encoding), encoding.lossy);
  if (await isNdjson(path, encoding)) yield* readNdjson(lines, options);
  else yield* readTable(csvRows(lines), options);
}

/** The first four bytes. */
async function headOf(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? '没有找到文件' : `不能读取文件(${error.code})`;
    throw new SignalFileError(`${why}:${path}。`);
  });
  try {
    if ((await file.stat()).isDirectory()) throw new SignalFileError(`${path} 是文件夹,请给出其中的文件。`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** By its first character; by its name when that says nothing. */
async function isNdjson(path: string, encoding: TextEncoding): Promise<boolean> {
  const extension = extname(path).toLowerCase();
  if (['.csv', '.tsv'].includes(extension)) return false;
  for await (const piece of decodedText(path, encoding)) {
    const first = piece.trimStart()[0];
    if (first === undefined) continue;
    if (first === '[')
      throw new SignalFileError('这是一个 JSON 数组。请改成 NDJSON:每行一个对象,对象之间只换行。');
    return first === '{' || ['.ndjson', '.jsonl', '.json'].includes(extension);
  }
  return true;
}

async function* readNdjson(
  blocks: AsyncIterable<TextLine[]>,
  options: TableOptions,
): AsyncGenerator<ImportedLine[]> {
  for await (const block of blocks) {
    const limits = options.limits();
    yield block.filter((line) => !isBlank(line)).map((line) => readObject(line, limits));
  }
}

function readObject({ line, text, broken }: TextLine, limits: TimeLimits): ImportedLine {
  const rejected = (why: string) => ({ line, id: null, field: null, error: `第 ${line} 行${why}。` });
  if (broken !== undefined) return rejected(broken);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejected('不是合法的 JSON。每行应是一个完整的 JSON 对象,请检查引号、逗号和换行');
  }
  return checkRecord(value, line, limits);
}
