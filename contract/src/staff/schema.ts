import * as z from 'zod';
import { id, instant, personRef, placeRef, unitRef, words } from '../common.ts';
import { unitKinds } from '../terms.ts';
import { contactFunctions, contactRanks, entryKinds } from './terms.ts';

const day = z.iso.date().refine((value) => /^20\d\d-/.test(value), { error: '年份应在 2000 到 2099 之间' });

export const staffMember = z.object({
  id,
  name: z.string(),
  unit: unitRef,
  post: z.string(),
  account: personRef.nullable(),
  /** In full for the own unit, else masked; the number in full is asked for with a reason. */
  phone: z.string().nullable(),
  phoneMasked: z.boolean(),
  /** Functions held now. */
  functions: z.array(
    z.object({ unit: unitRef, function: z.enum(contactFunctions), rank: z.enum(contactRanks) }),
  ),
  /** On secondment now, from where. */
  secondedFrom: z.string().nullable(),
  leftDay: day.nullable(),
  version: z.number().int(),
});
export type StaffMember = z.infer<typeof staffMember>;

export const staffEntry = z.object({
  id,
  kind: z.enum(entryKinds),
  title: z.string(),
  fromUnit: unitRef.nullable(),
  fromDay: day,
  toDay: day.nullable(),
  hours: z.number().nullable(),
  certificate: z.string().nullable(),
  struck: z.object({ by: personRef, at: instant, why: z.string() }).nullable(),
});
export type StaffEntry = z.infer<typeof staffEntry>;

export const staffContact = z.object({
  id,
  unit: unitRef.extend({ kind: z.enum(unitKinds) }),
  place: placeRef,
  function: z.enum(contactFunctions),
  rank: z.enum(contactRanks),
  member: personRef,
  phone: z.string().nullable(),
  fromDay: day,
  toDay: day.nullable(),
  confirmedAt: instant,
  /** Nobody has confirmed it for longer than the parameter says. */
  stale: z.boolean(),
  /** The change was told to the other side. */
  reportedAt: instant.nullable(),
  /** By this day it has to be, for contacts who stop payments (rules.md §3.1). */
  reportDue: day.nullable(),
  endedWhy: z.string().nullable(),
  version: z.number().int(),
});
export type StaffContact = z.infer<typeof staffContact>;

export const staffHistory = z.object({
  id,
  at: instant,
  actor: personRef,
  act: z.enum(['create', 'change', 'leave', 'entry', 'strike', 'appoint', 'end', 'confirm', 'report']),
  detail: z.record(z.string(), z.string()),
});
export const staffDetail = staffMember.extend({
  entries: z.array(staffEntry),
  contacts: z.array(staffContact),
  history: z.array(staffHistory),
});
export type StaffDetail = z.infer<typeof staffDetail>;

export const contactGap = z.object({
  unit: unitRef.extend({ kind: z.enum(unitKinds) }),
  function: z.enum(contactFunctions),
  rank: z.enum(contactRanks),
  /** Since the last one left; null when there never was one. */
  since: day.nullable(),
  last: personRef.nullable(),
});
export type ContactGap = z.infer<typeof contactGap>;

export const staffFilter = z.object({
  unit: id.optional(),
  kind: z.enum(unitKinds).optional(),
  q: words(0, 60).optional(),
  state: z.enum(['here', 'left', 'all']).default('here'),
  function: z.enum(contactFunctions).optional(),
});
export type StaffFilter = z.infer<typeof staffFilter>;
export const staffListQuery = staffFilter.extend({
  /** The last one of the page before. */
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A telephone as people type it: blanks and hyphens between digits, an extension. */
const phone = z
  .string()
  .trim()
  .regex(/^\+?[\d][\d\s-]{2,24}(转\d{1,6})?$/, { error: '电话号码只写数字、空格和短横线' });

export const memberInput = z.object({
  name: words(1, 60),
  unit: id,
  post: words(0, 60),
  account: id.nullable().optional(),
  /** Left out: as it is; null: none. */
  phone: phone.nullable().optional(),
});
export const entryInput = z
  .object({
    id,
    kind: z.enum(entryKinds),
    title: words(1, 120),
    fromUnit: id.optional(),
    fromDay: day,
    toDay: day.optional(),
    hours: z.number().min(0).max(2_000).multipleOf(0.5).optional(),
    certificate: words(0, 80).optional(),
  })
  .refine(({ fromDay, toDay }) => toDay === undefined || toDay >= fromDay, {
    error: '结束日期不能早于开始日期',
    path: ['toDay'],
  })
  .refine(({ kind, fromUnit }) => (kind === 'secondment') === (fromUnit !== undefined), {
    error: '借调要写从哪个单位来',
    path: ['fromUnit'],
  });
export const appointInput = z.object({
  unit: id,
  function: z.enum(contactFunctions),
  rank: z.enum(contactRanks),
  member: id,
  /** The contact that ends, as the person saw it; undefined: nobody. Another one since then is CHANGED. */
  instead: id.optional(),
  why: words(2, 300),
  /** The open warnings of the one before go to the successor, when both have accounts. */
  takeTasks: z.boolean().default(false),
});
