import { checkLine, checkValue, type Line, type TimeLimits } from './check-line.ts';

/** What came in one request: UTF-8 text, one signal a line (NDJSON) or one JSON array of them. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly form: 'lines' | 'array';
}

/** Why nothing of a body is taken: one sentence that names the remedy. */
export interface BodyFault {
  readonly code: 'BAD_REQUEST' | 'TOO_LARGE';
  readonly sentence: string;
}

export const isFault = (read: object): read is BodyFault => 'sentence' in read;

const maxLines = 10_000;

/** Checks each signal of a body; blank lines are none. Nothing is checked of one that holds too many. */
export function readBody({ bytes, form }: Body, limits: TimeLimits): Line[] | BodyFault {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  return form === 'array' ? readArray(text, limits) : readLines(text, limits);
}

function readLines(text: string, limits: TimeLimits): Line[] | BodyFault {
  const found: { text: string; line: number }[] = [];
  let line = 0;
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from);
    const one = text.slice(from, end < 0 ? text.length : end);
    line++;
    if (one.trim() !== '') found.push({ text: one, line });
    if (found.length > maxLines) return tooMany;
    from = end < 0 ? text.length + 1 : end + 1;
  }
  return found.map((one) => checkLine(one.text, one.line, limits));
}

function readArray(text: string, limits: TimeLimits): Line[] | BodyFault {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return notJson;
  }
  if (!Array.isArray(values)) return notAnArray;
  if (values.length > maxLines) return tooMany;
  return values.map((value, index) => checkValue(value, index + 1, limits));
}

const tooMany: BodyFault = { code: 'TOO_LARGE', sentence: `一次最多 ${maxLines} 条。请分批发送。` };
const notAnArray: BodyFault = {
  code: 'BAD_REQUEST',
  sentence: '应是一个 JSON 数组,或用 application/x-ndjson 每行一条。',
};
const notJson: BodyFault = {
  code: 'BAD_REQUEST',
  sentence: '请求体不是合法的 JSON 数组。请检查引号、逗号,或用 application/x-ndjson 每行一条。',
};
