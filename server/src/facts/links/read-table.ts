import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import type { LinkKind } from '@lanzha/contract';
import iconv from 'iconv-lite';
import { readZipNames } from '../../ground/files/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { csvRows, SignalFileError, type TableRow, textLines, xlsxSheets } from '../signals/index.ts';

/** One line of a list, unchecked. */
export interface ListLine {
  readonly line: number;
  readonly value: string;
  readonly kind: string;
  readonly note: string;
  readonly expires: string;
  /** Why it cannot be read at all. */
  readonly broken?: string;
}

const mostLines = 2_000;
const zipLimits = { entries: 200, bytes: 30_000_000, ratio: 200 };

const columns: Readonly<Record<Exclude<keyof ListLine, 'line' | 'broken'>, RegExp>> = {
  value: /^(?:值|value|号码|电话|电话号码|手机号|账号|账户|卡号|网址|域名|链接|应用|包名|sha256)$/i,
  kind: /^(?:类别|类型|种类|kind|type)$/i,
  note: /^(?:说明|备注|note|描述|情况说明)$/i,
  expires: /^(?:到期|到期日|到期日期|到期时间|有效期至|期限|expires|expiresat)$/i,
};

/** A pasted list or a file as lines; without a header the first column holds the values. */
export async function readLinkTable(input: {
  text?: string | undefined;
  file?: string | undefined;
}): Promise<ListLine[] | Refusal<'UNREADABLE', { why: string }>> {
  try {
    const rows = await rowsOf(input);
    const filled = rows.filter(({ cells, broken }) => broken || cells.some((cell) => cell.trim() !== ''));
    const [first] = filled;
    const header = first?.cells.some((cell) => columns.value.test(cell.trim())) ? first.cells : undefined;
    const lines = header === undefined ? filled : filled.slice(1);
    if (lines.length === 0) return refuse('UNREADABLE', { why: '名单是空的。' });
    if (lines.length > mostLines)
      return refuse('UNREADABLE', { why: `一次最多 ${mostLines} 行，请分批列入。` });
    const at = (column: keyof typeof columns) =>
      header === undefined
        ? column === 'value'
          ? 0
          : -1
        : header.findIndex((cell) => columns[column].test(cell.trim()));
    const places = { value: at('value'), kind: at('kind'), note: at('note'), expires: at('expires') };
    return lines.map(({ line, cells, broken, problems }) => {
      const cell = (place: number) => (cells[place] ?? '').trim();
      const problem = broken ?? problems?.get(places.value);
      return {
        line,
        value: cell(places.value),
        kind: cell(places.kind),
        note: cell(places.note),
        expires: cell(places.expires),
        ...(problem === undefined ? {} : { broken: problem }),
      };
    });
  } catch (error) {
    if (error instanceof SignalFileError) return refuse('UNREADABLE', { why: error.message });
    throw error;
  }
}

async function rowsOf({ text, file }: { text?: string | undefined; file?: string | undefined }) {
  if (text !== undefined) return collect(csvRows(textLines(Readable.from([text]))));
  const bytes = Buffer.from(file ?? '', 'base64');
  if (bytes.toString('latin1', 0, 4) === 'PK\x03\x04') return sheetOf(bytes);
  if (bytes.toString('hex', 0, 4) === 'd0cf11e0')
    throw new SignalFileError('这是旧版 .xls 或加密的工作簿，请另存为不加密的 .xlsx 或 CSV。');
  const decoded = isUtf8(bytes) ? iconv.decode(bytes, 'utf8') : iconv.decode(bytes, 'gb18030');
  return collect(csvRows(textLines(Readable.from([decoded]))));
}

/** The first sheet. What would unpack into too much is not opened. */
async function sheetOf(bytes: Buffer): Promise<TableRow[]> {
  const read = async (at: number, length: number) => bytes.subarray(at, at + length);
  const names = await readZipNames({ bytes: bytes.length, read }, zipLimits);
  if (typeof names === 'string') throw new SignalFileError('这个 xlsx 文件已损坏，或展开后过大。');
  for await (const { rows } of xlsxSheets(Readable.from([bytes]))) return collect(rows);
  return [];
}

async function collect(blocks: AsyncIterable<TableRow[]>): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const block of blocks) {
    rows.push(...block);
    if (rows.length > mostLines + 1) break;
  }
  return rows;
}

const kindWords: Readonly<Record<string, LinkKind>> = {
  phone: 'phone',
  电话: 'phone',
  手机: 'phone',
  手机号: 'phone',
  号码: 'phone',
  account: 'account',
  账号: 'account',
  账户: 'account',
  银行卡: 'account',
  卡号: 'account',
  url_host: 'url_host',
  网址: 'url_host',
  域名: 'url_host',
  网站: 'url_host',
  app: 'app',
  应用: 'app',
  软件: 'app',
};

export const kindOfWord = (word: string): LinkKind | undefined => kindWords[word.toLowerCase()];
