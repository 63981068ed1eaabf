import type { Precision } from '@lanzha/contract';

export interface ToldTime {
  /** ISO, UTC. */
  readonly at: string;
  readonly precision: Precision;
}

const eightHours = 8 * 3_600_000;
const dayMs = 86_400_000;

/** Chinese numbers up to 99 as figures, so that one set of patterns reads both. */
const inFigures = (text: string): string =>
  text.replace(/[零〇一二两三四五六七八九十]+/g, (word) => {
    const one = (letter: string | undefined) => Math.max('零一二三四五六七八九'.indexOf(letter ?? ''), 0);
    const plain = word.replaceAll('〇', '零').replaceAll('两', '二');
    const at = plain.indexOf('十');
    if (at < 0) return [...plain].map((letter) => String(one(letter))).join('');
    const tens = at === 0 ? 1 : one(plain[at - 1]);
    return String(tens * 10 + one(plain[at + 1]));
  });

/** The calendar day in Asia/Shanghai, as milliseconds of its midnight written as if it were UTC. */
const dayOf = (now: number): number => Math.floor((now + eightHours) / dayMs) * dayMs;

/**
 * Reads a moment of the past as people tell it: 昨天下午3点20, 今天15:20:33, 3月2日 晚上八点半, 2026-03-02 15:20,
 * 20260302152033, 10分钟前, 刚才. Times are those of Asia/Shanghai. What has not come yet is taken as the last one before
 * `now`, where no date was told. null when it cannot be read or lies in the future.
 */
export function readTold(typed: string, now: number): ToldTime | null {
  const text = inFigures(typed.normalize('NFKC').replace(/\s+/g, ' ').trim()).replace(/[,，。]/g, '');
  return readAgo(text, now) ?? readCompact(text, now) ?? readWords(text, now);
}

function told(local: number, precision: Precision, now: number): ToldTime | null {
  const at = local - eightHours;
  return at > now + 300_000 ? null : { at: new Date(at).toISOString(), precision };
}

function readAgo(text: string, now: number): ToldTime | null {
  if (/^(?:刚才|刚刚|现在)$/.test(text))
    return { at: new Date(Math.floor(now / 60_000) * 60_000).toISOString(), precision: 'minute' };
  const [, count, unit, half] =
    /^(?:大约|约)?(\d{1,3}|半)个?(分钟?|小时|钟头|天)(半)?(?:之?前|以前)$/.exec(text) ?? [];
  if (count === undefined) return null;
  const span = unit === '天' ? dayMs : unit?.startsWith('分') ? 60_000 : 3_600_000;
  const ago = (count === '半' ? 0.5 : Number(count)) * span + (half === undefined ? 0 : span / 2);
  const precision = unit === '天' ? 'day' : unit?.startsWith('分') ? 'minute' : 'hour';
  return { at: new Date(Math.floor((now - ago) / 60_000) * 60_000).toISOString(), precision };
}

/** yyyyMMddHHmm[ss], as platforms write it. */
function readCompact(text: string, now: number): ToldTime | null {
  const [, y, mo, d, h, mi, s] = /^(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(text) ?? [];
  if (y === undefined) return null;
  const day = dayFrom(Number(y), Number(mo), Number(d));
  const time = timeFrom(Number(h), Number(mi), s === undefined ? undefined : Number(s), true);
  return day === null || time === null ? null : told(day + time.ms, time.precision, now);
}

const days: Readonly<Record<string, number>> = { 今: 0, 昨: 1, 前: 2, 大前: 3 };

function readWords(text: string, now: number): ToldTime | null {
  const pattern =
    /^(?:(?<near>大前|今|昨|前)(?:天|日)?|(?:(?:(?<y>20\d\d|去年|今年)[年/.-]?)?(?<mo>\d{1,2})[月/.-])?(?<d>\d{1,2})(?:日|号|(?=[ T]|$)))?[ T]?(?<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|夜里|半夜|深夜)?[ 的]?(?:(?<h>\d{1,2})(?:[:点时](?<mi>\d{1,2}|半|1刻|3刻|整)?)?(?:[:分](?<s>\d{1,2})秒?)?分?)?(?:左右|多)?$/;
  const found = pattern.exec(text)?.groups;
  if (found === undefined) return null;
  const { near, y, mo, d, part, h, mi, s } = found;
  if (near === undefined && d === undefined && h === undefined) return null;
  // A bare number is no time: 15 may be a day or an hour.
  if (/^\d+$/.test(text)) return null;
  const today = dayOf(now);
  const dated = near !== undefined ? today - (days[near] ?? 0) * dayMs : dayTold(y, mo, d, today);
  if (dated === null) return null;
  if (h === undefined) return dated === undefined || part !== undefined ? null : told(dated, 'day', now);
  if (Number(h) > 24) return null;
  const second = s === undefined ? undefined : Number(s);
  const time = timeFrom(hourOf(Number(h), part), minuteOf(mi), second, mi !== undefined);
  if (time === null) return null;
  if (dated !== undefined) return told(dated + time.ms, time.precision, now);
  return told(today + time.ms, time.precision, now) ?? told(today - dayMs + time.ms, time.precision, now);
}

/** undefined: none was told; null: no such day. Without a year or a month the last such day. */
function dayTold(
  y: string | undefined,
  mo: string | undefined,
  d: string | undefined,
  today: number,
): number | null | undefined {
  if (d === undefined) return undefined;
  const now = new Date(today);
  const year = now.getUTCFullYear();
  if (mo === undefined) {
    const here = dayFrom(year, now.getUTCMonth() + 1, Number(d));
    if (here !== null && here <= today) return here;
    const before = new Date(Date.UTC(year, now.getUTCMonth() - 1, 1));
    return dayFrom(before.getUTCFullYear(), before.getUTCMonth() + 1, Number(d));
  }
  if (y !== undefined) {
    const told = y === '去年' ? year - 1 : y === '今年' ? year : Number(y);
    return dayFrom(told, Number(mo), Number(d));
  }
  const here = dayFrom(year, Number(mo), Number(d));
  return here !== null && here <= today ? here : dayFrom(year - 1, Number(mo), Number(d));
}

function dayFrom(y: number, mo: number, d: number): number | null {
  const at = new Date(Date.UTC(y, mo - 1, d));
  return at.getUTCMonth() === mo - 1 && at.getUTCDate() === d ? at.getTime() : null;
}

function hourOf(hour: number, part: string | undefined): number {
  if (part === undefined) return hour;
  if (/下午|傍晚/.test(part)) return hour < 12 ? hour + 12 : hour;
  if (/中午/.test(part)) return hour < 4 ? hour + 12 : hour;
  // Twelve at night, and the hours after it, belong to the day that follows.
  if (/晚/.test(part)) return hour < 5 ? hour + 24 : hour <= 12 ? hour + 12 : hour;
  return hour === 12 && /凌晨|半夜|深夜|夜里/.test(part) ? 0 : hour;
}

const minutes: Readonly<Record<string, number>> = { 半: 30, '1刻': 15, '3刻': 45, 整: 0 };
const minuteOf = (told: string | undefined): number =>
  told === undefined ? 0 : (minutes[told] ?? Number(told));

function timeFrom(
  h: number,
  mi: number,
  s: number | undefined,
  minuteTold: boolean,
): { ms: number; precision: Precision } | null {
  if (h > 28 || mi > 59 || (s ?? 0) > 59) return null;
  const precision = s !== undefined ? 'second' : minuteTold ? 'minute' : 'hour';
  return { ms: ((h * 60 + mi) * 60 + (s ?? 0)) * 1_000, precision };
}

/** As a field shows it again: 2026-03-02 15:20:33, as far as it is known. */
export function writeTold({ at, precision }: ToldTime): string {
  const local = new Date(Date.parse(at) + eightHours).toISOString().replace('T', ' ');
  return local.slice(0, { day: 10, hour: 16, minute: 16, second: 19 }[precision]);
}
