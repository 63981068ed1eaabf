import * as z from 'zod';
import { clockStates } from '../clocks/index.ts';
import { cursorOf, id, instant, personRef, placeCode, placeRef, unitRef, words } from '../common.ts';
import { fraudTypes } from '../terms.ts';
import { incidentActs, incidentSources, incidentStates, plainPurposes, reportedSources } from './terms.ts';
import {
  incidentFields,
  incidentValues,
  recordedTransfer,
  recordedValues,
  transferFields,
  transferValues,
} from './values.ts';

/** What the upper platform asks for and is not there: `must` keeps a payment from being stopped, `should` does not. */
export const missingElement = z.object({
  field: z.enum([...incidentFields, ...transferFields, 'transfer']),
  transfer: id.nullable(),
  need: z.enum(['must', 'should']),
});
export type MissingElement = z.infer<typeof missingElement>;

export const incidentSummary = z.object({
  id,
  no: z.number().int(),
  state: z.enum(incidentStates),
  source: z.enum(incidentSources),
  warning: z.object({ id, no: z.number().int() }).nullable(),
  place: placeRef,
  unit: unitRef,
  openedBy: personRef,
  openedAt: instant,
  /** By then the elements are to be with the upper platform (rules.md §3.1). */
  reportDue: instant,
  fraudType: z.enum(fraudTypes).nullable(),
  /** Masked. */
  victim: z.string().nullable(),
  /** Fen; what is known so far. */
  lossFen: z.number().int(),
  transfers: z.number().int(),
  /** Somebody asked to withdraw it or to give it another type, and nobody has answered. */
  waiting: z.enum(['withdraw', 'retype']).nullable(),
  crisis: z.boolean(),
  version: z.number().int(),
});
export type IncidentSummary = z.infer<typeof incidentSummary>;

/** Numbers and names masked. */
export const incidentTransfer = transferValues.extend({
  id,
  no: z.number().int(),
  /** Struck out: entered by mistake. */
  struck: z.boolean(),
  /** Until then it can be cancelled at the paying bank; null when only the bank knows, or it cannot. */
  cancelUntil: instant.nullable(),
});
export type IncidentTransfer = z.infer<typeof incidentTransfer>;

export const incidentReview = z.object({
  id,
  kind: z.enum(['withdraw', 'retype']),
  why: z.string().nullable(),
  askedBy: personRef,
  askedAt: instant,
  toType: z.enum(fraudTypes).nullable(),
  toSubtype: z.string().nullable(),
  /** Nobody answers what they asked for. */
  mayAnswer: z.boolean(),
});
export type IncidentReview = z.infer<typeof incidentReview>;

export const incidentHistory = z.object({
  id,
  at: instant,
  actor: personRef,
  act: z.enum([...incidentActs, 'open']),
  from: z.enum(incidentStates).nullable(),
  to: z.enum(incidentStates),
  note: z.string().nullable(),
  /** Values masked; `transfer` is the number of the row. */
  changes: z.array(
    z.object({
      field: z.enum([...incidentFields, ...transferFields, 'transfer', 'handedTo']),
      transfer: z.number().int().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});
export type IncidentHistory = z.infer<typeof incidentHistory>;

export const incidentDetail = incidentSummary.extend({
  typeVersion: z.string().nullable(),
  /** Names, numbers and words masked. */
  values: incidentValues,
  rows: z.array(incidentTransfer),
  missing: z.array(missingElement),
  clock: z
    .object({ state: z.enum(clockStates), dueAt: instant.nullable(), warnAt: instant.nullable() })
    .nullable(),
  handedOver: z.object({ to: z.string().nullable(), at: instant, by: personRef }).nullable(),
  withdrawn: z.object({ how: z.enum(['undo', 'review']), at: instant, by: personRef }).nullable(),
  review: incidentReview.nullable(),
  history: z.array(incidentHistory),
  /** What this person may do now. */
  acts: z.array(z.enum(incidentActs)),
  mayOpenPlain: z.boolean(),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

const place = z.iso.datetime({ precision: 6 }).refine((value) => !value.startsWith('0000'));
const listCursor = cursorOf(z.tuple([place, z.uuid()]));
/** `open`: drafts and collected ones, the next due first; the others the newest first. */
export const incidentViews = ['open', 'review', 'handed_over', 'withdrawn', 'all'] as const;
export type IncidentView = (typeof incidentViews)[number];
const flag = z.union([z.boolean(), z.stringbool()]).optional();

export const incidentListQuery = z.object({
  view: z.enum(incidentViews).default('open'),
  /** The one of this number, if the view holds it. */
  no: z.coerce.number().int().min(1).max(1e15).optional(),
  fraudType: z.enum(fraudTypes).optional(),
  source: z.enum(incidentSources).optional(),
  from: instant.optional(),
  to: instant.optional(),
  mine: flag,
  overdue: flag,
  cursor: listCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const incidentPage = z.object({
  items: z.array(incidentSummary),
  next: listCursor.nullable(),
  counts: z.object({ open: z.number().int(), overdue: z.number().int(), review: z.number().int() }),
  asOf: instant,
});
export type IncidentPage = z.infer<typeof incidentPage>;

export const openIncidentInput = z.object({
  source: z.enum(reportedSources),
  /** A place in the own scope; left out: of the own unit. */
  place: placeCode.optional(),
  fraudType: z.enum(fraudTypes).optional(),
});

const versioned = { id, version: z.number().int().min(0).max(2_147_483_647) };
const note = words(2, 1_000);
/** `version`: what was on the screen when the person began to type in these fields. */
export const recordInput = z.object({ ...versioned, set: recordedValues });
export const addTransferInput = z.object({ id, set: recordedTransfer.optional() });
export const recordTransferInput = z.object({ ...versioned, transfer: id, set: recordedTransfer });
export const strikeTransferInput = z.object({ ...versioned, transfer: id });
/** `note`: why it goes on without elements that must be there. */
export const collectInput = z.object({ ...versioned, note: note.optional() });
export const handIncidentOverInput = z.object({
  ...versioned,
  /** Platform, unit or person who took it over. */
  to: words(2, 100),
  at: instant.optional(),
  receipt: words(1, 100).optional(),
});
export const askReviewInput = z
  .object({
    ...versioned,
    kind: z.enum(['withdraw', 'retype']),
    why: note,
    /** Retype: to which. */
    fraudType: z.enum(fraudTypes).optional(),
    subtype: z
      .string()
      .regex(/^\d{2}$/)
      .optional(),
  })
  .refine(({ kind, fraudType }) => (kind === 'retype') === (fraudType !== undefined), {
    error: '改类要写明改成哪一类',
    path: ['fraudType'],
  });
export const answerReviewInput = z.object({ ...versioned, agree: z.boolean(), note: note.optional() });
export const plainInput = z.object({ id, purpose: z.enum(plainPurposes) });

/** Everything in full; each look is on record. */
export const plainElements = z.object({
  no: z.number().int(),
  openedAt: instant,
  unit: unitRef,
  values: incidentValues,
  rows: z.array(transferValues.extend({ id, no: z.number().int() })),
});
export type PlainElements = z.infer<typeof plainElements>;
