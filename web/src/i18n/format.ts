import type { Language } from './language.ts';

/** All instants are shown in the time zone of the centres, wherever the browser is. */
export const timeZone = 'Asia/Shanghai';

const shapes = {
  /** 21:05 */
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  /** 21:05:07 */
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  /** 11月21日 21:05 */
  moment: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  /** 2026年11月21日 21:05:07 */
  full: { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' },
  /** 2026年11月21日 */
  day: { dateStyle: 'medium' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type InstantShape = keyof typeof shapes;

const kept = new Map<string, Intl.DateTimeFormat>();

/** An ISO instant in words. Today's instants as `moment` lose their date: the hour is what matters at the desk. */
export const formatInstant = (iso: string, language: Language, shape: InstantShape, now?: number): string => {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  const today = shape === 'moment' && now !== undefined && dayOf(instant) === dayOf(new Date(now));
  const name = `${language} ${today ? 'time' : shape}`;
  const format =
    kept.get(name) ?? new Intl.DateTimeFormat(language, { ...shapes[today ? 'time' : shape], timeZone });
  kept.set(name, format);
  return format.format(instant);
};

const days = new Intl.DateTimeFormat('en-CA', { timeZone });
/** The calendar day in Asia/Shanghai, as 2026-11-21. */
export const dayOf = (instant: Date): string => days.format(instant);

/** The first instant of a day (2026-11-21) in Asia/Shanghai, which keeps no summer time. */
export const startOfDay = (day: string): string => `${day}T00:00:00+08:00`;
export const endOfDay = (day: string): string => `${day}T23:59:59+08:00`;

/** Fen as yuan with grouping: 1234500 → 12,345.00. */
export const formatYuan = (fen: number): string =>
  (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
