import { type RelativePeriod, relativePeriods } from '@lanzha/contract';

const day = 86_400_000;
/** Asia/Shanghai keeps no summer time. */
const zone = 8 * 3_600_000;

const startOf = (date: string): Date => new Date(`${date}T00:00:00+08:00`);
const startOfToday = (now: Date): Date => new Date(Math.floor((now.getTime() + zone) / day) * day - zone);

/** Days back from the start of today, and how many of them. */
const relative = {
  today: [0, 1],
  yesterday: [1, 1],
  '7d': [6, 7],
  '30d': [29, 30],
} as const satisfies Record<RelativePeriod, readonly [back: number, days: number]>;

export interface Period {
  /** Inclusive. */
  readonly from?: Date;
  readonly before?: Date;
}

/** What a period of a filter means now; days begin in Asia/Shanghai. */
export function periodOf(text: string, now: Date): Period {
  const named = relativePeriods.find((one) => one === text);
  if (named !== undefined) {
    const [back, days] = relative[named];
    const from = new Date(startOfToday(now).getTime() - back * day);
    return { from, before: new Date(from.getTime() + days * day) };
  }
  const [first = '', last = ''] = text.split('..');
  return {
    ...(first === '' ? {} : { from: startOf(first) }),
    ...(last === '' ? {} : { before: new Date(startOf(last).getTime() + day) }),
  };
}
