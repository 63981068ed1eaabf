import type { Language } from '../i18n/index.ts';

const dayMs = 86_400_000;
const timeZone = 'Asia/Shanghai';
const plain = new Intl.DateTimeFormat('en-CA', { timeZone });

/** The calendar day of an instant in Asia/Shanghai, as 2026-11-21. */
export const dayOf = (instant: number | string): string => plain.format(new Date(instant));

const noon = (day: string) => Date.parse(`${day}T12:00:00+08:00`);
export const addDays = (day: string, count: number): string => dayOf(noon(day) + count * dayMs);

/** The Monday of the week that holds the day. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(noon(day)).getUTCDay() + 6) % 7));

export const daysFrom = (day: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => addDays(day, at));

/** 11月23日周一 */
export const dayLabel = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', weekday: 'short', timeZone }).format(
    noon(day),
  );

/** A shift from one clock time to another; one that is not later belongs to the next day. */
export const spanOf = (day: string, from: string, to: string): { startsAt: string; endsAt: string } => ({
  startsAt: `${day}T${from}:00+08:00`,
  endsAt: `${to > from ? day : addDays(day, 1)}T${to}:00+08:00`,
});

export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^20\d\d-\d\d-\d\d$/.test(value) && !Number.isNaN(noon(value));

type Gap = { from: string; to: string };

/** What of the gaps falls on a day. */
export const gapsOn = (gaps: readonly Gap[], day: string): (Gap & { whole: boolean })[] => {
  const start = Date.parse(`${day}T00:00:00+08:00`);
  return gaps.flatMap((gap) => {
    const from = Math.max(start, Date.parse(gap.from));
    const to = Math.min(start + dayMs, Date.parse(gap.to));
    if (from >= to) return [];
    return [
      { from: new Date(from).toISOString(), to: new Date(to).toISOString(), whole: to - from === dayMs },
    ];
  });
};
