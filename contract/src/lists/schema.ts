import * as z from 'zod';
import { id, instant, personRef, placeCode, words } from '../common.ts';
import { fraudTypes, levels, outcomes, warningStates } from '../terms.ts';
import { warningSummary } from '../warnings/index.ts';
import {
  builtInViewCodes,
  densities,
  exportFormats,
  listColumns,
  listSorts,
  mostSorts,
  relativePeriods,
  usualSort,
} from './terms.ts';

/** One value or several with commas between: filters stand in addresses. */
const someOf = (values: readonly string[]) => {
  const one = `(?:${values.join('|')})`;
  return z.string().regex(new RegExp(`^${one}(?:,${one}){0,${values.length - 1}}$`));
};
const flag = z.union([z.boolean(), z.stringbool()]);
const day = '20\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
/** `today`, or days in Asia/Shanghai with two points between, both included: `2026-11-01..2026-11-20`, `2026-11-01..`, `..2026-11-20`. */
const period = z
  .string()
  .regex(new RegExp(`^(?:${relativePeriods.join('|')}|${day}\\.\\.(?:${day})?|\\.\\.${day})$`));

/** What a saved view keeps: everything that narrows but the handle of a search, which ends after minutes. */
export const savedFilter = z.object({
  /** `open` stands for every state but closed. */
  state: someOf([...warningStates, 'open']).optional(),
  outcome: someOf(outcomes).optional(),
  level: someOf(levels).optional(),
  fraudType: someOf(fraudTypes).optional(),
  /** With everything below it. */
  place: placeCode.optional(),
  unit: id.optional(),
  assignee: z.union([id, z.enum(['me', 'nobody'])]).optional(),
  source: words(1, 120).optional(),
  received: period.optional(),
  closed: period.optional(),
  /** The clock that runs now has run out. */
  overdue: flag.optional(),
  /** Money was saved, with proof. */
  saved: flag.optional(),
  /** Somebody still has to look after the person again. */
  followUp: flag.optional(),
  /** Number, surname, or words of headline, source, unit and place: nothing that identifies anybody. */
  q: words(0, 60).optional(),
});
export const listFilter = savedFilter.extend({
  /** Of `POST /search`: the warnings of that person. */
  handle: id.optional(),
});
export type ListFilter = z.infer<typeof listFilter>;

const sortKey = `-?(?:${listSorts.join('|')})`;
const sort = z.string().regex(new RegExp(`^${sortKey}(?:,${sortKey}){0,${mostSorts - 1}}$`));
const columns = z
  .array(z.enum(listColumns))
  .min(1)
  .max(listColumns.length)
  .refine((chosen) => new Set(chosen).size === chosen.length, { error: '同一列不能选两次' });

const listCursor = z
  .string()
  .max(600)
  .regex(/^[\w-]+$/, { error: '翻页位置不对,请从第一页重新开始' });

export const tableQuery = listFilter.extend({
  sort: sort.default(usualSort),
  cursor: listCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const listRow = warningSummary.extend({
  closedAt: instant.nullable(),
  savedFen: z.number().int().nullable(),
  /** When the clock that runs now runs out; null when none does. */
  dueAt: instant.nullable(),
  overdue: z.boolean(),
});
export type ListRow = z.infer<typeof listRow>;

export const tablePage = z.object({
  items: z.array(listRow),
  next: listCursor.nullable(),
  /** Exact up to ten thousand, one more means "more than that"; null on pages after the first. */
  total: z.number().int().nullable(),
  asOf: instant,
});

export const exportInput = z.object({
  format: z.enum(exportFormats),
  filter: listFilter,
  sort: sort.default(usualSort),
  columns,
  /** For what it is needed; kept sealed in the audit log (rules.md §10.3). */
  purpose: words(4, 200),
});
export type ExportInput = z.infer<typeof exportInput>;

const viewShape = {
  name: words(1, 20),
  filter: savedFilter,
  sort,
  columns,
  density: z.enum(densities),
  /** Everybody of the own unit has it as well. */
  shared: z.boolean(),
};
export const viewInput = z.object(viewShape);
export const savedView = z.object({
  id,
  ...viewShape,
  owner: personRef,
  /** Only who made a view changes it. */
  mine: z.boolean(),
  version: z.number().int(),
});
export type SavedView = z.infer<typeof savedView>;

/** A saved view by its id, a built-in one by its code. */
const viewRef = z.union([id, z.enum(builtInViewCodes)]);
export const arrangement = z.object({
  /** Tabs from left to right; what is not named follows in its usual order. */
  order: z.array(viewRef).max(60),
  /** What opens first. */
  first: viewRef,
  version: z.number().int(),
});
export type Arrangement = z.infer<typeof arrangement>;
export const viewsAnswer = z.object({ views: z.array(savedView), arrangement });
export type ViewsAnswer = z.infer<typeof viewsAnswer>;
