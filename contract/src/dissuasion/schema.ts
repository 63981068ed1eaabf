import * as z from 'zod';
import { cursorOf, id, instant, personRef, unitRef, words } from '../common.ts';
import { contactMethods, levels, outcomes } from '../terms.ts';
import {
  contactBases,
  contactFailures,
  contactResults,
  followUpResults,
  followUpStates,
  reviewFindings,
  reviewKinds,
  reviewStates,
} from './terms.ts';

/** What may be said otherwise later; whether the person was reached, and how, is not changed by words. */
const said = {
  result: z.enum(contactResults).nullable(),
  failed: z.enum(contactFailures).nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Who took part besides who noted it down; words are masked. */
  present: z.string().nullable(),
  /** What was said to the person, and what the person said. */
  said: z.string().nullable(),
  statement: z.string().nullable(),
};

/** One attempt to reach the person, as it is known now. */
export const contactRecord = z.object({
  id,
  at: instant,
  by: personRef,
  method: z.enum(contactMethods),
  reached: z.boolean(),
  basis: z.enum(contactBases).nullable(),
  basisWhy: z.string().nullable(),
  ...said,
  /** What stood here before each correction, the newest first, with who corrected it and why. */
  earlier: z.array(z.object({ ...said, correctedAt: instant, correctedBy: personRef, why: z.string() })),
  mayCorrect: z.boolean(),
});
export type ContactRecord = z.infer<typeof contactRecord>;

/** Of a warning as others show it: nothing but what its row in the list tells. */
const about = z.object({
  id,
  no: z.number().int(),
  level: z.enum(levels),
  outcome: z.enum(outcomes).nullable(),
  /** Masked. */
  name: z.string().nullable(),
});

export const followUp = z.object({
  id,
  warning: about,
  step: z.number().int().min(1).max(3),
  plannedAt: instant,
  /** May be done from here on. */
  opensAt: instant,
  dueAt: instant,
  state: z.enum(followUpStates),
  result: z.enum(followUpResults).nullable(),
  method: z.enum(contactMethods).nullable(),
  note: z.string().nullable(),
  endedAt: instant.nullable(),
  endedBy: personRef.nullable(),
  /** Until then this person may take back what they noted. */
  undoUntil: instant.nullable(),
  unit: unitRef,
  assignee: personRef,
  version: z.number().int(),
});
export type FollowUp = z.infer<typeof followUp>;

/** `waiting`: its time has not come yet. */
export const followUpViews = ['due', 'overdue', 'waiting', 'done'] as const;
export type FollowUpView = (typeof followUpViews)[number];

const place = z.iso.datetime({ precision: 6 }).refine((value) => !value.startsWith('0000'));
const listCursor = cursorOf(z.tuple([place, z.uuid()]));
const flag = z.union([z.boolean(), z.stringbool()]).optional();

export const followUpQuery = z.object({
  view: z.enum(followUpViews).default('due'),
  mine: flag,
  cursor: listCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const followUpPage = z.object({
  items: z.array(followUp),
  next: listCursor.nullable(),
  counts: z.record(z.enum(['due', 'overdue', 'waiting']), z.number().int()),
  asOf: instant,
});
export type FollowUpPage = z.infer<typeof followUpPage>;
export const finishFollowUpInput = z.object({
  id,
  version: z.number().int(),
  result: z.enum(followUpResults),
  method: z.enum(contactMethods).default('call'),
  note: words(0, 2_000).optional(),
});

export const undoFollowUpInput = z.object({ id, version: z.number().int() });

export const review = z.object({
  id,
  kind: z.enum(reviewKinds),
  warning: about,
  /** By which step it was opened: an ending, a follow-up, a contact that was corrected. */
  cause: z.enum(['closed', 'follow_up', 'corrected']),
  openedAt: instant,
  dueAt: instant,
  state: z.enum(reviewStates),
  finding: z.enum(reviewFindings).nullable(),
  words: z.string().nullable(),
  endedAt: instant.nullable(),
  endedBy: personRef.nullable(),
  dissuadedBy: personRef,
  /** This person may say what was found: not who spoke with the citizen or ended the warning. */
  mayClose: z.boolean(),
  unit: unitRef,
  version: z.number().int(),
});
export type Review = z.infer<typeof review>;
export const reviewQuery = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  cursor: listCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const reviewPage = z.object({ items: z.array(review), next: listCursor.nullable() });
export const closeReviewInput = z.object({
  id,
  version: z.number().int(),
  finding: z.enum(reviewFindings),
  words: words(5, 2_000),
});

export const figuresQuery = z.object({ from: instant, to: instant });
/** 预警后被骗率: of the warnings received in the period that were about a real danger, those cheated after it. */
export const figures = z.object({
  warned: z.number().int(),
  cheatedAfter: z.number().int(),
  /** null when nobody was warned. */
  rate: z.number().nullable(),
  followUps: z.object({ done: z.number().int(), late: z.number().int(), open: z.number().int() }),
});
