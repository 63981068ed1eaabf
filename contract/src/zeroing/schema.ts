import * as z from 'zod';
import { cursorOf, id, instant, personRef, unitRef, words } from '../common.ts';
import { levels } from '../terms.ts';
import { warningSummary } from '../warnings/index.ts';
import { zeroingLeftViews, zeroingReasons, zeroingViews } from './terms.ts';

/** A calendar day in Asia/Shanghai; its sheet runs from the hour of the day before to its own. */
export const zeroingDay = z.iso.date();

const counts = {
  /** Open at the instant of the answer, or at the hour of a day that is over. */
  open: z.number().int(),
  /** Of the open ones: received before the sheet began. */
  carried: z.number().int(),
  explained: z.number().int(),
  unexplained: z.number().int(),
  /** Of the open ones: the clock that ran then had run out. */
  overdue: z.number().int(),
  received: z.number().int(),
  closed: z.number().int(),
  /** Times that a warning was pressed for. */
  pushed: z.number().int(),
};
export const zeroingCounts = z.object(counts);
export type ZeroingCounts = z.infer<typeof zeroingCounts>;
export const zeroingUnit = z.object({ unit: unitRef, ...counts });
export type ZeroingUnit = z.infer<typeof zeroingUnit>;

const span = { day: zeroingDay, from: instant, at: instant };

export const zeroingSheet = z.object({
  ...span,
  asOf: instant,
  units: z.array(zeroingUnit),
  total: zeroingCounts,
  /** What the day before left, as it was counted; null before the first day was counted. */
  previous: z
    .object({
      day: zeroingDay,
      /** The hour has passed a moment ago and is being counted. */
      counting: z.boolean(),
      left: z.number().int(),
      unexplained: z.number().int(),
    })
    .nullable(),
});
export type ZeroingSheet = z.infer<typeof zeroingSheet>;

export const zeroingExplanation = z.object({
  day: zeroingDay,
  at: instant,
  by: personRef,
  reason: z.enum(zeroingReasons),
  /** Masked; null once the warning has forgotten its person. */
  words: z.string().nullable(),
  next: z.string().nullable(),
  until: instant,
  /** Said after the hour of its day. */
  late: z.boolean(),
});
export type ZeroingExplanation = z.infer<typeof zeroingExplanation>;

export const zeroingItem = z.object({
  warning: warningSummary,
  overdue: z.boolean(),
  carried: z.boolean(),
  /** Of this day, the newest. */
  explanation: zeroingExplanation.nullable(),
  /** Of an earlier day, the newest. */
  earlier: zeroingExplanation.nullable(),
  /** Of this day. */
  pushes: z.object({ count: z.number().int(), lastAt: instant }).nullable(),
});
export type ZeroingItem = z.infer<typeof zeroingItem>;

const itemCursor = cursorOf(
  z.tuple([
    z.boolean(),
    z.uuid(),
    z.number().int().min(0).max(99),
    z.union([
      z.iso.datetime({ precision: 6 }).refine((value) => !value.startsWith('0000')),
      z.literal('infinity'),
    ]),
    z.uuid(),
  ]),
);
const limit = z.coerce.number().int().min(1).max(200).default(50);
export const zeroingItemsQuery = z.object({
  view: z.enum(zeroingViews).default('open'),
  unit: id.optional(),
  cursor: itemCursor.optional(),
  limit,
});
export const zeroingItems = z.object({
  day: zeroingDay,
  items: z.array(zeroingItem),
  next: z.string().nullable(),
  asOf: instant,
});
export type ZeroingItems = z.infer<typeof zeroingItems>;

export const explainInput = z.object({
  warning: id,
  /** The day that was on the screen: one that is over makes the explanation a late one. */
  day: zeroingDay,
  reason: z.enum(zeroingReasons),
  words: words(4, 500),
  /** What is done next, and until when. */
  next: words(2, 300),
  until: instant,
});
export type ExplainInput = z.infer<typeof explainInput>;

export const pushResult = z.object({
  pushed: z.number().int(),
  /** Pressed for a short while before. */
  skipped: z.number().int(),
  /** People who were told. */
  told: z.number().int(),
});
export type PushResult = z.infer<typeof pushResult>;

/** A day that is over; its figures never change. `explainedLate` grows while people still explain. */
export const zeroingPast = z.object({
  ...span,
  frozenAt: instant,
  total: zeroingCounts,
  explainedLate: z.number().int(),
});
export type ZeroingPast = z.infer<typeof zeroingPast>;
export const zeroingPastDay = zeroingPast.extend({ units: z.array(zeroingUnit) });
export type ZeroingPastDay = z.infer<typeof zeroingPastDay>;

export const zeroingLeft = z.object({
  id,
  no: z.number().int(),
  /** As it is now; null when it has left this person's scope since. */
  warning: warningSummary.nullable(),
  /** As it was at the hour. */
  atHour: z.object({
    level: z.enum(levels),
    unit: unitRef,
    assignee: personRef.nullable(),
    overdue: z.boolean(),
  }),
  explanation: zeroingExplanation.nullable(),
  late: zeroingExplanation.nullable(),
});
export type ZeroingLeft = z.infer<typeof zeroingLeft>;
export const zeroingLeftQuery = z.object({
  day: zeroingDay,
  view: z.enum(zeroingLeftViews).default('left'),
  unit: id.optional(),
  cursor: cursorOf(z.tuple([z.boolean(), z.uuid(), z.number().int().min(0).max(99), z.uuid()])).optional(),
  limit,
});
export const zeroingLeftPage = z.object({ items: z.array(zeroingLeft), next: z.string().nullable() });
