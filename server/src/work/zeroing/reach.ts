import { Filter, narrow } from '../warnings/index.ts';
import type { ZeroingDesk } from './desk.ts';

/** Conditions over `warning w` that begin with the person's own reach: what is only lent is no part of anybody's sheet. */
export function ownWarnings({ actor }: Pick<ZeroingDesk, 'actor'>): Filter {
  const where = new Filter();
  narrow(where, { actor, lent: [] });
  return where;
}

/** Whether warning `w` has an explanation in time for the day that `day` stands for. */
export const isExplained = (day: string): string =>
  `EXISTS (SELECT FROM zeroing_explanation e WHERE e.warning_id = w.id AND e.day = ${day}::date AND NOT e.late)`;
