import { createReadStream } from 'node:fs';
import { isBlank, textLines } from '../../facts/signals/index.ts';
import { CommandError } from './fail.ts';

/** What a command answers in place of a bad line (interfaces.md). */
export interface LineProblem {
  readonly line: number;
  readonly error: string;
}
export type ReadObject = { readonly line: number; readonly value: Record<string, unknown> } | LineProblem;

/** `field` is not what it should be. */
export const badLine = (line: number, field: string, wanted: string): LineProblem => ({
  line,
  error: `第 ${line} 行字段 ${field}:应为${wanted}。`,
});

/**
 * Reads objects of NDJSON from a file or a stream, a block at a time: UTF-8 with or without its mark, LF or CRLF, blank
 * lines skipped. @throws CommandError when the file cannot be read
 */
export async function* readObjects(source: string | NodeJS.ReadableStream): AsyncGenerator<ReadObject[]> {
  const bytes = typeof source === 'string' ? createReadStream(source) : source;
  try {
    for await (const block of textLines(decoded(bytes as AsyncIterable<Buffer>))) {
      yield block
        .filter((line) => !isBlank(line))
        .map(({ line, text, broken }) => readObject(line, text, broken));
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (typeof source !== 'string' || syscall === undefined) throw error;
    throw new CommandError(
      code === 'ENOENT' ? `没有找到文件 ${source}。` : `不能读取文件 ${source}(${code})。`,
    );
  }
}

async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function readObject(line: number, text: string, broken: string | undefined): ReadObject {
  if (broken !== undefined) return { line, error: `第 ${line} 行${broken}。` };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { line, value: value as Record<string, unknown> };
    }
  } catch {
    // answered below
  }
  return { line, error: `第 ${line} 行应是一个完整的 JSON 对象。请检查引号、逗号和换行。` };
}
