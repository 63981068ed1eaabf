import * as z from 'zod';
import { clockView, pauseReasons } from '../clocks/index.ts';
import { cursorOf, id, instant, personRef, placeCode, placeRef, unitRef, words } from '../common.ts';
import {
  contactBases,
  contactFailures,
  contactRecord,
  contactResults,
  followUp,
} from '../dissuasion/index.ts';
import { reason, trace } from '../signals/index.ts';
import { contactMethods, fraudTypes, levels, outcomes, signalKinds, warningStates } from '../terms.ts';
import { warningActs } from './acts.ts';
import {
  ending,
  falseAlarms,
  loss,
  quietPeriod,
  soughtWays,
  stopPayments,
  toldParties,
  transfer,
} from './endings.ts';
import { recommendation } from './recommendations.ts';

/** Everything personal is masked (rules.md §10.1). */
export const maskedSubject = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  idNo: z.string().nullable(),
  account: z.string().nullable(),
  age: z.number().nullable(),
  occupation: z.string().nullable(),
});

/** A running clock: due instants from the parameter table; null when it does not apply (any more). */
export const warningClock = z.object({
  contactDue: instant.nullable(),
  meetDue: instant.nullable(),
  contactedAt: instant.nullable(),
  metAt: instant.nullable(),
  /** Of the one that runs now: from here on it is nearly due. */
  warnAt: instant.nullable(),
  /** The one that would run now stands still. */
  paused: z.boolean(),
});

/** The two duties of a warning, each with a clock of its own; the meeting is owed only at the urgent level. */
export const warningDuties = ['contact', 'meet'] as const;
export type WarningDuty = (typeof warningDuties)[number];

export const dutyClock = clockView.extend({
  clock: z.enum(warningDuties),
  /** What this person may do with it now. */
  mayPause: z.boolean(),
  mayResume: z.boolean(),
  /** A pause that began now would end by itself after so many minutes. */
  pauseMinutes: z.number().int(),
});
export type DutyClock = z.infer<typeof dutyClock>;

/** What a warning may be lent for: to be read, or also to reach the person and note it down. */
export const loanPurposes = ['read', 'contact'] as const;
export type LoanPurpose = (typeof loanPurposes)[number];

export const warningSummary = z.object({
  id,
  no: z.number().int(),
  level: z.enum(levels),
  state: z.enum(warningStates),
  outcome: z.enum(outcomes).nullable(),
  fraudType: z.enum(fraudTypes).nullable(),
  score: z.number().int(),
  subject: maskedSubject,
  place: placeRef,
  unit: unitRef,
  assignee: personRef.nullable(),
  receivedAt: instant,
  lastEvidenceAt: instant,
  clock: warningClock,
  headline: z.string(),
  source: z.string(),
  evidenceCount: z.number().int(),
  version: z.number().int(),
  /** Not in this person's scope: lent by somebody until then. */
  lent: z.object({ until: instant, purpose: z.enum(loanPurposes), by: z.string() }).nullable(),
});
export type WarningSummary = z.infer<typeof warningSummary>;

export const warningEvidence = z.object({
  id,
  at: instant,
  kind: z.enum(signalKinds),
  score: z.number().int(),
  /** Members of the signal for people, masked; numbers inside text are masked too. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  reasons: z.array(reason),
});

/** The evaluations that led to a warning, newest first; evidence from before they were kept has none. */
export const warningTraces = z.array(
  z.object({ evidence: id, at: instant, kind: z.enum(signalKinds), trace }),
);
export type WarningTrace = z.infer<typeof warningTraces>[number];

export const warningHistory = z.object({
  id,
  at: instant,
  /** Who did it: a person, the machine, or the law (a parameter that acted). */
  by: z.enum(['person', 'machine', 'law']),
  actor: personRef.nullable(),
  act: z.enum([
    ...warningActs,
    'create',
    'evidence',
    'raise',
    'dispatch',
    'merge',
    'undo',
    'reveal',
    'pause',
    'resume',
    'overdue',
    'escalate',
    'correct',
    'follow_up',
    'unquiet',
    'forget',
  ]),
  from: z.enum(warningStates).nullable(),
  to: z.enum(warningStates).nullable(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.string()),
});

export const warningDetail = warningSummary.extend({
  reasons: z.array(reason),
  evidence: z.array(warningEvidence),
  history: z.array(warningHistory),
  clocks: z.array(dutyClock),
  /** Acts this person may do now, in the order they should be offered. */
  acts: z.array(z.enum(warningActs)),
  /** What to do next and why, the most useful first; only acts of the list above. */
  next: z.array(recommendation),
  /** Attempts to reach the person, the newest first. */
  contacts: z.array(contactRecord),
  transfer: transfer.nullable(),
  ending: ending.nullable(),
  quiet: quietPeriod.nullable(),
  followUps: z.array(followUp),
  /** Set while the last act may still be undone by this person. */
  undo: z.object({ historyId: id, act: z.string(), until: instant }).nullable(),
  /** When the personal data were destroyed because their time was over. */
  forgottenAt: instant.nullable(),
  /** Whether this person may lend it to somebody. */
  mayLend: z.boolean(),
  /** Which fields may be revealed. */
  revealable: z.array(z.enum(['phone', 'idNo', 'account', 'name'])),
});
export type WarningDetail = z.infer<typeof warningDetail>;

/** With microseconds; a day that does not exist would be no place in the list. */
const place = z.iso.datetime({ precision: 6 }).refine((value) => !value.startsWith('0000'));
const cursor = cursorOf(
  z.union([
    z.tuple([
      z.literal('o'),
      z.number().int().min(0).max(99),
      z.union([place, z.literal('infinity')]),
      z.uuid(),
    ]),
    z.tuple([z.literal('c'), z.literal(0), place, z.uuid()]),
  ]),
);

export const listQuery = z.object({
  /** 'open' stands for every state but closed. */
  state: z.enum([...warningStates, 'open']).optional(),
  level: z.enum(levels).optional(),
  unit: id.optional(),
  place: placeCode.optional(),
  from: instant.optional(),
  to: instant.optional(),
  q: words(0, 60).optional(),
  mine: z.union([z.boolean(), z.stringbool()]).optional(),
  /** Only those whose running clock has passed. */
  overdue: z.union([z.boolean(), z.stringbool()]).optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const page = z.object({
  items: z.array(warningSummary),
  next: cursor.nullable(),
  total: z.number().int(),
});

const versioned = { id, version: z.number().int() };
const note = words(0, 2_000).optional();

export const assignInput = z.object({ ...versioned, unit: id.optional(), person: id.optional(), note });
export const signInput = z.object({ ...versioned, note });
/** What is written down about a contact; times only where somebody knows them. */
const told = {
  result: z.enum(contactResults).optional(),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  said: words(0, 2_000).optional(),
  statement: words(0, 2_000).optional(),
};
const colleagues = z.array(words(1, 60)).max(10);
export const contactInput = z.object({
  ...versioned,
  method: z.enum(contactMethods).default('call'),
  reached: z.boolean(),
  failed: z.enum(contactFailures).optional(),
  /** Family and third parties: on what ground, and why it holds. */
  basis: z.enum(contactBases).optional(),
  basisWhy: words(2, 500).optional(),
  /** Who took part besides the one who notes it down. */
  present: colleagues.optional(),
  ...told,
  note,
});
export const meetInput = z.object({
  ...versioned,
  /** At least two people meet face to face (rules.md §6.3): the actor and these. */
  companions: colleagues.min(1),
  ...told,
  note,
});
/** Everything the record shall say from now on; what it said before stays readable. */
export const correctInput = z.object({
  ...versioned,
  contact: id,
  failed: z.enum(contactFailures).optional(),
  present: colleagues.optional(),
  ...told,
  why: words(2, 500),
});
export const transferInput = z.object({
  ...versioned,
  place: placeCode,
  note: words(1, 2_000),
});
/** Somebody of the other place has taken it: who, by what receipt. */
export const acceptInput = z.object({ ...versioned, receivedBy: words(2, 200), note });
export const returnInput = z.object({ ...versioned, note: words(2, 2_000) });
export const closeInput = z.object({
  ...versioned,
  outcome: z.enum(outcomes),
  /** Money saved in fen; counts only with proof and a file or the reference of the transaction, else as 0 (rules.md §6.3). */
  saved: z
    .object({
      amount: z.number().int().min(0).max(1_000_000_000_000),
      proof: words(1, 500).optional(),
      reference: words(1, 100).optional(),
      file: id.optional(),
    })
    .optional(),
  /** Cheated: what was lost and when, or that it is not known. */
  loss: loss.optional(),
  stopPayment: z.enum(stopPayments).optional(),
  falseAlarm: z.enum(falseAlarms).optional(),
  /** Days of do-not-disturb after a false alarm. */
  quietDays: z.number().int().min(1).max(365).optional(),
  /** Duplicate: the number of the other warning. */
  of: z.number().int().min(1).max(1e15).optional(),
  sought: z.array(z.enum(soughtWays)).max(soughtWays.length).optional(),
  told: z.array(z.enum(toldParties)).max(toldParties.length).optional(),
  note,
});
export const pauseInput = z.object({
  ...versioned,
  clock: z.enum(warningDuties),
  reason: z.enum(pauseReasons),
  note: words(2, 2_000),
});
export const resumeInput = z.object({ ...versioned, clock: z.enum(warningDuties), note });
export const reopenInput = z.object({ ...versioned, note: words(1, 2_000) });
export const undoInput = z.object({ ...versioned, historyId: id });
export const revealInput = z.object({
  id,
  field: z.enum(['phone', 'idNo', 'account', 'name']),
  reason: words(2, 200),
});
export const liftQuietInput = z.object({ ...versioned, note: words(2, 500) });

export const waitingTransfers = z.object({
  items: z.array(
    z.object({
      warning: warningSummary,
      transfer,
      /** What this person may answer. */
      acts: z.array(z.enum(['sign', 'accept', 'return'])),
    }),
  ),
  asOf: instant,
});
export type WaitingTransfers = z.infer<typeof waitingTransfers>;
export const quietList = z.object({
  items: z.array(
    z.object({
      warning: z.object({ id, no: z.number().int(), name: z.string().nullable() }),
      quiet: quietPeriod,
    }),
  ),
});
