const zone = '+08:00'; // Asia/Shanghai, without summer time since 1992
const dayMs = 86_400_000;
const serialEpoch = Date.UTC(1899, 11, 30); // day 0 of spreadsheets

const date = String.raw`(?<y>20\d\d)\s*(?:[-/.年]\s*(?<mo>\d{1,2})\s*[-/.月]\s*(?<d>\d{1,2})\s*日?)`;
const clock = String.raw`(?<half>上午|下午|AM|PM)?\s*(?<h>\d{1,2})\s*[:时点]\s*(?<mi>\d{1,2})?\s*(?:[:分]\s*(?:(?<s>\d{1,2})(?<f>\.\d{1,9})?\s*秒?)?)?\s*(?<half2>AM|PM)?`;
const withZone = String.raw`(?<z>Z|[+-]\d{2}(?::?\d{2})?)?`;
const spelled = new RegExp(`^${date}(?:\\s*[T,]?\\s*${clock}\\s*${withZone})?$`, 'i');
const packed = /^(?<y>20\d\d)(?<mo>\d\d)(?<d>\d\d)(?:[T ]?(?<h>\d\d)(?<mi>\d\d)(?<s>\d\d)?)?$/;

/**
 * Reads a time as people and other systems write it and gives ISO 8601 with a zone; what carries none is Asia/Shanghai.
 * Understood: 2026-03-01T09:30:00+08:00 · 2026/3/1 9:30 · 2026年3月1日 下午3时5分 · 20260301093000 · a day alone (its
 * beginning) · seconds or milliseconds since 1970 · the day number of a spreadsheet. undefined for anything else.
 */
export function readTime(written: string): string | undefined {
  const text = written.normalize('NFKC').trim();
  if (/^\d+(\.\d+)?$/.test(text) && !packed.test(text)) return fromNumber(text);
  const parts = (packed.exec(text) ?? spelled.exec(text))?.groups;
  if (parts === undefined) return undefined;
  const half = (parts.half ?? parts.half2)?.toUpperCase();
  const hour = hourOf(Number(parts.h ?? 0), half);
  return hour === undefined ? undefined : assemble(parts, hour);
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour > 12) return half === '下午' ? hour : undefined;
  const late = half === '下午' || half === 'PM';
  return (hour % 12) + (late ? 12 : 0);
}

function assemble(parts: Record<string, string | undefined>, hour: number): string | undefined {
  const [year, month, day] = [Number(parts.y), Number(parts.mo), Number(parts.d)];
  const [minute, second] = [Number(parts.mi ?? 0), Number(parts.s ?? 0)];
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  return `${local}${parts.f?.slice(0, 4) ?? ''}${zoneOf(parts.z)}`;
}

function zoneOf(written: string | undefined): string {
  if (written === undefined) return zone;
  if (written.toUpperCase() === 'Z') return 'Z';
  const digits = written.replace(':', '');
  return `${digits.slice(0, 3)}:${digits.slice(3) || '00'}`;
}

function fromNumber(text: string): string | undefined {
  const number = Number(text);
  if (/^\d{13}$/.test(text)) return inShanghai(number);
  if (/^\d{10}$/.test(text)) return inShanghai(number * 1000);
  // Day numbers of 2000 to 2099 show the clock on the wall.
  if (number < 36_526 || number >= 73_051) return undefined;
  const wall = serialEpoch + Math.round((number * dayMs) / 1000) * 1000;
  return `${new Date(wall).toISOString().slice(0, 19)}${zone}`;
}

const inShanghai = (ms: number) => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 23)}${zone}`;
const two = (number: number) => String(number).padStart(2, '0');
