import { type Signal, signal as signalSchema } from '@lanzha/contract';
import * as z from 'zod';
import type { Params } from '../../ground/params/index.ts';

/** A line that may be decided. `canonical` is the same for equal contents whatever the order of members. */
export interface CheckedLine {
  readonly line: number;
  readonly signal: Signal;
  /** Event time, milliseconds since 1970. */
  readonly at: number;
  readonly canonical: string;
}

/** A line that stays out, with one sentence: which field, what was expected. Its id stays free. */
export interface RejectedLine {
  readonly line: number;
  readonly id: string | null;
  readonly error: string;
}

export type Line = CheckedLine | RejectedLine;
export const isRejected = (line: object): line is RejectedLine => 'error' in line;

/** Lines further than this in the future have a wrong clock; in milliseconds (house.md). */
export interface TimeLimits {
  readonly now: number;
  readonly futureTolerance: number;
}

/** As they are now. */
export const timeLimits = (params: Params): TimeLimits => ({
  now: Date.now(),
  futureTolerance: params.milliseconds('signal.future.tolerance'),
});

const chinese = z.locales.zhCN().localeError;

/** Checks one line of NDJSON. `line` counts from 1. */
export function checkLine(text: string, line: number, limits: TimeLimits): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {
      line,
      id: null,
      error: `第 ${line} 行不是合法的 JSON。每行应是一个完整的 JSON 对象,请检查引号、逗号和换行。`,
    };
  }
  return checkValue(value, line, limits);
}

/** Checks one already parsed signal. */
export function checkValue(value: unknown, line: number, limits: TimeLimits): Line {
  const parsed = signalSchema.safeParse(value);
  if (!parsed.success) return { line, id: idOf(value), error: sentenceFor(parsed.error, value, line) };
  const at = Date.parse(parsed.data.at);
  if (at > limits.now + limits.futureTolerance) {
    return {
      line,
      id: parsed.data.id,
      error: `第 ${line} 行字段 at:时间 ${parsed.data.at} 晚于现在。请检查发送方的时钟和时区。`,
    };
  }
  return { line, signal: parsed.data, at, canonical: JSON.stringify(parsed.data) };
}

function idOf(value: unknown): string | null {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, 128) : null;
}

const expected: Record<string, string> = {
  id: '1–128 个字符的文本,同一单位同一来源内不重复',
  kind: 'sms、call、visit、install、transfer、report、instruction 之一',
  at: '带时区的时间,例如 2026-03-01T09:30:00+08:00',
  subject: '一个对象,至少有 phone、idNo、account 之一',
  'subject.phone': '电话号码,只含数字、空格、连字符和开头的 +',
  'subject.idNo': '6–20 位字母或数字',
  'subject.account': '4–64 位字母、数字或 . _ - @',
  'subject.place': '6、9 或 12 位数字的区划代码',
  'subject.age': '0–130 的整数',
  seconds: '非负整数,单位为秒',
  amount: '非负整数,单位为分',
  'to.account': '4–64 位字母、数字或 . _ - @',
  already: 'not_cheated、cheated、unknown 之一',
  level: 'urgent、high、middle、low 之一',
  due: '带时区的时间,例如 2026-03-01T09:30:00+08:00',
};

function sentenceFor(error: z.ZodError, value: unknown, line: number): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `第 ${line} 行应是一个 JSON 对象。`;
  }
  const issue = error.issues[0]!;
  const path = issue.path.join('.') || 'kind';
  const wanted = expected[path];
  if (wanted !== undefined) return `第 ${line} 行字段 ${path}:应为${wanted}。`;
  const message = chinese(issue as z.core.$ZodRawIssue);
  return `第 ${line} 行字段 ${path}:${typeof message === 'string' ? message : (message?.message ?? issue.message)}。`;
}
