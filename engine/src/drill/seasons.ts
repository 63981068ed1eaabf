import type { DrillType } from './texts/index.ts';

/** Milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** Asia/Shanghai: no summer time since 1991. */
const offset = 8 * hour;

/** Days since 1970 in Asia/Shanghai. */
export const dayOf = (at: number): number => Math.floor((at + offset) / day);
export const startOfDay = (number: number): number => number * day - offset;
export const hourOf = (at: number): number => Math.floor(((((at + offset) % day) + day) % day) / hour);
const monthOf = (number: number): number => new Date(number * day).getUTCMonth() + 1;
/** 1970-01-01 was a Thursday. */
const isWeekend = (number: number): boolean => [2, 3].includes(((number % 7) + 7) % 7);

/** How much of a day's life falls into each hour: quiet nights, a peak before noon and one in the evening. */
export const hourShares = shares([
  1, 0.6, 0.4, 0.3, 0.3, 0.6, 2, 4, 6, 7, 7.5, 7, 6, 5.5, 6, 6.5, 6.5, 6.5, 6.5, 7, 7, 6, 4, 2,
]);
/** Fraudsters keep office hours. */
export const fraudHourShares = shares([
  0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 1, 4, 8, 10, 9, 6, 6, 9, 10, 9, 7, 6, 6, 5, 3, 1, 0.5,
]);

function shares(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Parcels before the feasts of buying, quiet weeks around the New Year. */
export function lifeOn(number: number): number {
  const month = monthOf(number);
  const season = { 1: 0.9, 2: 0.75, 6: 1.1, 11: 1.25, 12: 1.1 }[month] ?? 1;
  return season * (isWeekend(number) ? 0.85 : 1);
}

/** Which frauds are in season: tickets with the holidays, loans at the year's end, parcels in November, tests in June. */
const seasons: Readonly<Partial<Record<DrillType, Readonly<Record<number, number>>>>> = {
  '01': { 1: 1.2, 7: 1.3, 8: 1.3 },
  '03': { 11: 1.4, 12: 1.3 },
  '04': { 6: 1.5, 11: 1.7, 12: 1.3 },
  '05': { 1: 1.5, 12: 1.4 },
  '07': { 9: 1.4, 2: 1.2 },
  '10': { 2: 1.8, 7: 1.8, 8: 1.8 },
  '11': { 1: 1.8, 2: 2, 7: 1.6, 8: 1.6, 10: 1.3 },
};

export const inSeason = (type: DrillType, number: number): number => seasons[type]?.[monthOf(number)] ?? 1;

/** Fraud rests less than life does. */
export const fraudOn = (number: number): number => (isWeekend(number) ? 0.8 : 1.05);

/** An event that would fall into the night waits for the morning; what follows within the hour goes on. */
export function awake(at: number, gap: number, share: number): number {
  if (gap < hour) return at;
  const clock = hourOf(at);
  if (clock >= 7 && clock < 23) return at;
  const today = startOfDay(dayOf(at));
  const morning = clock >= 23 ? today + day : today;
  return morning + 8 * hour + Math.floor(share * 2 * hour);
}
