import type { Params, ParamValue } from '../../ground/params/index.ts';

export const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Asia/Shanghai keeps no summer time since 1991. */
const east = 8 * 3_600_000;

/** The calendar day in Asia/Shanghai, as 2026-11-21. */
export const dayOf = (instant: Date): string => new Date(instant.getTime() + east).toISOString().slice(0, 10);
export const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

type Versions = Pick<Params, 'value'>;
const code = 'zeroing.hour';

/** The hour of a day, with the version of the parameter that set it. */
export interface Hour {
  readonly at: Date;
  readonly param: number;
}

/**
 * When the sheet of a day ends (param `zeroing.hour`). A change counts the same day only while both the old and the new
 * hour lie ahead of it: no day ends before somebody knew.
 */
export function hourOf(params: Versions, day: string): Hour {
  const start = Date.parse(`${day}T00:00:00+08:00`);
  const inForce = (at: number) => params.value(code, new Date(at));
  const hour = ({ id, value }: ParamValue): Hour => ({ at: new Date(`${day}T${value}:00+08:00`), param: id });
  let known = inForce(start);
  let set = hour(known);
  if (inForce(Math.max(start, set.at.getTime() - 1)).id === known.id) return set;
  for (let at = start + minuteMs; at < set.at.getTime(); at += minuteMs) {
    const now = inForce(at);
    if (now.id === known.id) continue;
    known = now;
    if (hour(now).at.getTime() > at) set = hour(now);
  }
  return set;
}

/** The sheet that is open: half-open, from the hour of the day before to its own. */
export interface Sheet {
  readonly day: string;
  readonly from: Date;
  readonly at: Date;
}

export function sheetAt(params: Versions, now: Date): Sheet {
  const today = dayOf(now);
  const day = now < hourOf(params, today).at ? today : daysFrom(today, 1);
  return { day, from: hourOf(params, daysFrom(day, -1)).at, at: hourOf(params, day).at };
}
