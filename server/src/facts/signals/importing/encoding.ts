import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import { SignalFileError } from './file-error.ts';

export interface TextEncoding {
  readonly name: 'utf8' | 'utf-16le' | 'utf-16be' | 'gb18030';
  /** Some bytes may be no text in this encoding: a line with U+FFFD was damaged before it reached us. */
  readonly lossy: boolean;
}

const newline = 0x0a;
const chunkBytes = 256 * 1024;

/**
 * Which encoding a text file is in: by its byte order mark, else UTF-8 when it is valid as such, else GB18030. A file in
 * which most lines beyond ASCII are valid UTF-8 stays UTF-8, so that one damaged line does not spoil the others.
 * @throws SignalFileError when it is no text
 */
export async function detectEncoding(path: string): Promise<TextEncoding> {
  const tally = { valid: 0, invalid: 0 };
  let mark: string | undefined;
  for await (const block of wholeLines(path)) {
    mark ??= block.subarray(0, 3).toString('hex');
    if (mark.startsWith('fffe')) return { name: 'utf-16le', lossy: true };
    if (mark.startsWith('feff')) return { name: 'utf-16be', lossy: true };
    if (block.includes(0)) throw new SignalFileError('这不是文本文件。请提供 NDJSON、CSV 或 xlsx 文件。');
    if (tally.invalid > 0 || !isUtf8(block)) count(block, tally);
    else if (!isAscii(block)) tally.valid++;
  }
  if (tally.invalid === 0) return { name: 'utf8', lossy: false };
  const isMarked = mark === 'efbbbf';
  return { name: isMarked || tally.valid > tally.invalid ? 'utf8' : 'gb18030', lossy: true };
}

/** The text of a file, piece by piece, without its byte order mark. */
export async function* decodedText(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding.name, { stripBOM: true });
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) yield decoder.write(chunk);
  const rest = decoder.end();
  if (rest !== undefined && rest !== '') yield rest;
}

/** Blocks that end at a line end: neither UTF-8 nor GB18030 has that byte inside a character. */
async function* wholeLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = joined.lastIndexOf(newline) + 1;
    if (end > 0) yield joined.subarray(0, end);
    rest = joined.subarray(end);
  }
  if (rest.length > 0) yield rest;
}

function count(block: Buffer, tally: { valid: number; invalid: number }): void {
  for (let at = 0; at < block.length; ) {
    const found = block.indexOf(newline, at);
    const end = found < 0 ? block.length : found;
    const line = block.subarray(at, end);
    if (!isUtf8(line)) tally.invalid++;
    else if (!isAscii(line)) tally.valid++;
    at = end + 1;
  }
}
