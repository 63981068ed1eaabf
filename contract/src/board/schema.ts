import * as z from 'zod';
import { id, instant, unitRef } from '../common.ts';
import { listRow } from '../lists/index.ts';
import { boardFigures, comparedFigures } from './terms.ts';

const count = z.number().int();
/** null: nothing to count from. */
const figure = count.nullable();
const day = z.iso.date();

export const boardPage = z.object({
  asOf: instant,
  /** Today in Asia/Shanghai, from 00:00 on. */
  day,
  since: instant,
  /** The same weekdays that records reach back to, the nearest first; none: nothing is usual yet. */
  usualDays: z.array(day),
  /** Median of those days up to the same hour. */
  usual: z.record(z.enum(comparedFigures), z.number().nullable()),
  figures: z.record(z.enum(boardFigures), figure),
  /** From receipt to contact, of those reached today. */
  contactMinutes: z.object({ median: z.number().nullable(), usual: z.number().nullable() }),
  /** Fen, of those closed today; with proof, else they do not count (rules.md §6.3). */
  savedFen: figure,
  hours: z.array(z.object({ hour: count.min(0).max(23), received: figure, usual: z.number().nullable() })),
  days: z.array(z.object({ day, received: figure, closed: figure })),
  behind: z.array(z.object({ unit: unitRef, open: count, overdue: count, unexplained: count })),
});
export type Board = z.infer<typeof boardPage>;

export const boardRecordsQuery = z.object({
  figure: z.enum(boardFigures),
  unit: id.optional(),
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const boardRecords = z.object({
  figure: z.enum(boardFigures),
  unit: unitRef.nullable(),
  items: z.array(listRow),
  total: count,
  next: id.nullable(),
  asOf: instant,
});
export type BoardRecords = z.infer<typeof boardRecords>;
