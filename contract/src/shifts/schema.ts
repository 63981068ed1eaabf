import * as z from 'zod';
import { cursorOf, id, instant, personRef, unitRef, words } from '../common.ts';
import { levels, warningStates } from '../terms.ts';
import { shiftActs, shiftRoles, shiftStates } from './terms.ts';

/** A calendar day in Asia/Shanghai. */
export const day = z.iso
  .date()
  .refine((value) => /^20\d\d-/.test(value), { error: '年份应在 2000 到 2099 之间' });

export const dutyPost = z.object({
  id,
  name: z.string(),
  unit: unitRef,
  /** Kept day and night: hours without anybody are gaps. */
  roundClock: z.boolean(),
});
export type DutyPost = z.infer<typeof dutyPost>;

export const shift = z.object({
  id,
  post: dutyPost,
  person: personRef,
  role: z.enum(shiftRoles),
  startsAt: instant,
  endsAt: instant,
  unplanned: z.boolean(),
  state: z.enum(shiftStates),
  onAt: instant.nullable(),
  handedAt: instant.nullable(),
  endedAt: instant.nullable(),
  taker: personRef.nullable(),
  note: z.string().nullable(),
  readAt: instant.nullable(),
  endReason: z.string().nullable(),
  /** Should have signed on by now, or signed on late; `missed` when its time is over. */
  punctual: z.enum(['ok', 'late', 'missed']),
  seen: z.object({ by: personRef, at: instant }).nullable(),
  version: z.number().int(),
  /** What this person may do with it now. */
  acts: z.array(z.enum([...shiftActs, 'untake', 'acknowledge'])),
});
export type Shift = z.infer<typeof shift>;

export const openItem = z.object({
  id,
  no: z.number().int(),
  level: z.enum(levels),
  state: z.enum(warningStates),
  due: instant.nullable(),
  overdue: z.boolean(),
  unit: z.string(),
  assignee: z.string().nullable(),
  /** Held by the officer who leaves. */
  own: z.boolean(),
});
export type OpenItem = z.infer<typeof openItem>;

/** What is open at one moment in the reach of the officer: counts, and the warnings that matter most, without anybody's name. */
export const openWork = z.object({
  at: instant,
  byLevel: z.record(z.enum(levels), z.number().int()),
  overdue: z.number().int(),
  /** Nobody has signed for them. */
  pending: z.number().int(),
  own: z.number().int(),
  /** The own ones, the overdue ones and the urgent ones, the most urgent first; at most 60. */
  items: z.array(openItem),
});
export type OpenWork = z.infer<typeof openWork>;

export const shiftHistory = z.object({
  id,
  at: instant,
  actor: personRef,
  act: z.enum([...shiftActs, 'plan', 'take', 'untake', 'acknowledge']),
  to: z.enum(shiftStates),
  note: z.string().nullable(),
  /** Of take and untake: how many warnings changed hands. */
  warnings: z.number().int().nullable(),
});
export const shiftDetail = shift.extend({
  open: openWork.nullable(),
  history: z.array(shiftHistory),
  /** Until when the taker may give back the warnings taken with this shift, and how many. */
  untake: z.object({ until: instant, warnings: z.number().int() }).nullable(),
});
export type ShiftDetail = z.infer<typeof shiftDetail>;

export const dutyNow = z.object({
  asOf: instant,
  /** At the desks of the own unit. */
  onDuty: z.array(shift),
  /** Should have been signed on and are not. */
  late: z.array(shift),
  mine: z.object({
    active: shift.nullable(),
    /** Handed over to me, waiting for me to read. */
    offered: z.array(shift),
    /** Mine to sign on now. */
    startable: shift.nullable(),
    next: shift.nullable(),
    /** What I took over last: the note to read again. */
    tookOver: shift.nullable(),
  }),
  /** Ends without a successor and missed shifts that the leader has not seen; 0 for others. */
  unseen: z.number().int(),
});
export type DutyNow = z.infer<typeof dutyNow>;

export const roster = z.object({
  from: day,
  shifts: z.array(shift),
  /** Nobody is planned as A, of a desk kept day and night. */
  gaps: z.array(z.object({ from: instant, to: instant })),
  /** Two shifts that cannot both be: the same role of the desk, or the same person. */
  clashes: z.array(
    z.object({ shifts: z.tuple([id, id]), why: z.enum(['role', 'person']), from: instant, to: instant }),
  ),
});
export type Roster = z.infer<typeof roster>;

/** Where a page of past shifts ended. */
const cursor = cursorOf(
  z.tuple([z.iso.datetime({ precision: 6 }).refine((value) => !value.startsWith('0000')), z.uuid()]),
);
export const pastQuery = z.object({
  post: id.optional(),
  q: words(0, 60).optional(),
  from: day.optional(),
  to: day.optional(),
  /** Only what the leader has not seen: ends without a successor, missed shifts. */
  unseen: z.union([z.boolean(), z.stringbool()]).optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const versioned = { id, version: z.number().int() };
export const planInput = z
  .object({ post: id, person: id, role: z.enum(shiftRoles), startsAt: instant, endsAt: instant })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
    error: '结束时间应在开始时间之后',
    path: ['endsAt'],
  })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) - Date.parse(startsAt) <= 48 * 3_600_000, {
    error: '一班最长 48 小时',
    path: ['endsAt'],
  });
export const signOnInput = z.object(versioned);
export const handOverInput = z.object({ ...versioned, taker: id, note: words(2, 4_000) });
export const confirmInput = z.object({
  ...versioned,
  /** Also the warnings that the leaving officer holds. */ take: z.boolean(),
});
export const endAloneInput = z.object({ ...versioned, reason: words(4, 1_000) });
export const cancelInput = z.object({ ...versioned, note: words(0, 500).optional() });
