import { createHash } from 'node:crypto';
import { type SignalKind, signal as signalSchema } from '@lanzha/contract';
import {
  type CheckedLine,
  checkValue,
  isRejected,
  type RejectedLine,
  type TimeLimits,
} from '../check-line.ts';
import { type Field, type Header, nameOf } from './columns.ts';
import { type Draft, paths } from './table-signals.ts';
import { readTime } from './times.ts';
import { kindName } from './words.ts';

/** A line that stays out; `field` names the member of the signal that is wrong, null when the line cannot be read. */
export type RejectedImport = RejectedLine & { readonly field: string | null };
export type ImportedLine = CheckedLine | RejectedImport;

/** Checks a row of a table; sentences name the column as the file does. */
export function checkDraft(draft: Draft, header: Header, limits: TimeLimits): ImportedLine {
  if ('error' in draft) return draft;
  const checked = checkWithId(draft.value, draft.line, limits);
  if (!isRejected(checked)) return checked;
  const field = pathOfError(draft.value);
  return { ...checked, field, error: inWordsOfTable(checked, field, draft.value, header) };
}

/** Checks one value of NDJSON: times may lack a zone, `yuan` may stand for `amount`, the id may be missing. */
export function checkRecord(value: unknown, line: number, limits: TimeLimits): ImportedLine {
  const record = normalised(value);
  const checked = checkWithId(record, line, limits);
  if (!isRejected(checked)) return checked;
  const field = pathOfError(record);
  const isNumber =
    typeof valueAt(record, field) === 'number' && /phone|idNo|account|place|^id$/.test(field ?? '');
  const remedy = isNumber ? '号码要写成带引号的文本,写成数字会丢失位数。' : '';
  return { ...checked, field, error: checked.error + remedy };
}

const placeholder = 'content';

/** Without an id of its own a line is known by its content: the same file again brings nothing new. */
function checkWithId(value: unknown, line: number, limits: TimeLimits): CheckedLine | RejectedLine {
  if (!lacksId(value)) return checkValue(value, line, limits);
  const checked = checkValue({ ...value, id: placeholder }, line, limits);
  if (isRejected(checked)) return { ...checked, id: null };
  const digest = createHash('sha256').update(checked.canonical).digest('hex').slice(0, 32);
  const signal = { ...checked.signal, id: `${placeholder}-${digest}` };
  return { ...checked, signal, canonical: JSON.stringify(signal) };
}

const lacksId = (value: unknown): value is object =>
  isObject(value) && ['', null, undefined].includes(value.id as string | null | undefined);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function normalised(value: unknown): unknown {
  if (!isObject(value)) return value;
  const record = { ...value };
  for (const key of ['at', 'due']) {
    const time = record[key];
    if (typeof time === 'string' || typeof time === 'number') record[key] = readTime(String(time)) ?? time;
  }
  if (record.amount === undefined && typeof record.yuan === 'number') {
    const fen = Number((record.yuan * 100).toPrecision(15));
    record.amount = fen;
  }
  return record;
}

function pathOfError(value: unknown): string | null {
  const parsed = signalSchema.safeParse(lacksId(value) ? { ...value, id: placeholder } : value);
  if (parsed.success) return 'at'; // the contract has nothing against it: it lies in the future
  return parsed.error.issues[0]?.path.join('.') || null;
}

function valueAt(value: unknown, path: string | null): unknown {
  let at: unknown = value;
  for (const key of path?.split('.') ?? []) at = (at as Record<string, unknown> | null | undefined)?.[key];
  return at;
}

function inWordsOfTable(
  line: RejectedLine,
  path: string | null,
  value: Record<string, unknown>,
  header: Header,
): string {
  const row = `第 ${line.line} 行`;
  if (path === 'subject') return `${row}:电话、身份证号、账号至少要填写一项。`;
  const field = fieldAt(path, header);
  if (field === undefined) return line.error;
  const column = header.columns.get(field)?.[0]?.header;
  const kind = kindName(value.kind as SignalKind);
  if (column === undefined) return `${row}:文件里没有「${nameOf(field)}」列,${kind}必须有这一项。`;
  if (valueAt(value, path) === undefined) return `${row}「${column}」列:没有填写,${kind}必须有这一项。`;
  return `${row}「${column}」列:${line.error.split(`字段 ${path}:`)[1] ?? line.error}`;
}

/** The field of a path for which the file has a column, else any field of that path. */
function fieldAt(path: string | null, header: Header): Field | undefined {
  const there = (Object.keys(paths) as Field[]).filter((field) => paths[field] === path);
  return there.find((field) => header.columns.has(field)) ?? there[0];
}
