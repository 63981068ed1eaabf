import * as z from 'zod';
import { instant, words } from '../common.ts';
import { levels, signalKinds } from '../terms.ts';

/** One signal as outsiders send it (interfaces.md, Signals). Amounts in fen. Unknown members are ignored. */
const phone = z
  .string()
  .trim()
  .regex(/^\+?(?=(?:[\s-]*\d){3})[\d\s-]{3,24}$/);
const idNo = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z]{6,20}$/);
const account = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z@._-]{4,64}$/);

export const subject = z
  .object({
    phone: phone.optional(),
    idNo: idNo.optional(),
    account: account.optional(),
    name: words(1, 60).optional(),
    place: z
      .string()
      .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
      .optional(),
    age: z.number().int().min(0).max(130).optional(),
    occupation: words(0, 60).optional(),
  })
  .refine((s) => s.phone !== undefined || s.idNo !== undefined || s.account !== undefined, {
    message: 'subject 至少要有 phone、idNo、account 之一',
  });

const base = { id: z.string().min(1).max(128), at: instant, subject };
const text = z.string().max(20_000);

export const signal = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('sms'), from: z.string().max(40).optional(), text }),
  z.object({
    ...base,
    kind: z.literal('call'),
    from: z.string().max(40).optional(),
    seconds: z.number().int().min(0).max(604_800),
    overseas: z.boolean().optional(),
    transcript: text.optional(),
  }),
  z.object({ ...base, kind: z.literal('visit'), url: z.string().min(1).max(4_000) }),
  z.object({
    ...base,
    kind: z.literal('install'),
    app: z.object({
      name: z.string().max(200),
      package: z.string().max(200).optional(),
      sha256: z
        .string()
        .regex(/^[0-9a-fA-F]{64}$/)
        .optional(),
    }),
    screenSharing: z.boolean().optional(),
  }),
  z.object({
    ...base,
    kind: z.literal('transfer'),
    to: z.object({ account: account, bank: z.string().max(100).optional() }),
    amount: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    channel: z.string().max(40).optional(),
    newPayee: z.boolean().optional(),
  }),
  z.object({
    ...base,
    kind: z.literal('report'),
    text,
    already: z.enum(['not_cheated', 'cheated', 'unknown']).optional(),
  }),
  z.object({
    ...base,
    kind: z.literal('instruction'),
    level: z.enum(levels),
    fraudType: z.string().max(40).optional(),
    due: instant.optional(),
    from: z.string().max(100).optional(),
    text: text.optional(),
  }),
]);
export type Signal = z.infer<typeof signal>;

export const reason = z.object({ code: z.string(), text: z.string(), weight: z.number() });
export type Reason = z.infer<typeof reason>;

/** One answer line, in the order of the lines sent. */
export const signalAnswer = z.object({
  id: z.string().nullable(),
  line: z.number().int().optional(),
  status: z.enum(['decided', 'duplicate', 'rejected']),
  level: z.enum(levels).nullable().optional(),
  score: z.number().int().min(0).max(100).optional(),
  warningId: z.string().nullable().optional(),
  reasons: z.array(reason).optional(),
  conflict: z.boolean().optional(),
  error: z.string().optional(),
});
export type SignalAnswer = z.infer<typeof signalAnswer>;

/** The whole evaluation of one signal: every rule that could apply, why it fired or what it lacked; no identifiers. */
export const trace = z.object({
  score: z.number().int().min(0).max(100),
  level: z.enum(levels).nullable(),
  /** The level above and the points that are missing; null at the top. */
  next: z.object({ level: z.enum(levels), points: z.number().int() }).nullable(),
  /** Lowest score of each level, as it was then. */
  thresholds: z.record(z.enum(levels), z.number()),
  rules: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      fired: z.boolean(),
      /** Did not fire, but only one thing was missing, and that not by much. */
      near: z.boolean(),
      weight: z.number(),
      text: z.string(),
    }),
  ),
  /** Counts of the history that rules looked at. */
  sums: z.array(z.object({ what: z.string(), over: z.string(), value: z.string() })),
  /** Entries of the known lists that were found (room links). */
  listed: z.array(
    z.object({
      what: z.enum(['from', 'payee', 'url', 'app']),
      verdict: z.enum(['bad', 'good']),
      entry: z.uuid(),
    }),
  ),
  /** Older than what still counts: judged without its history. */
  late: z.boolean(),
});
export type SignalTrace = z.infer<typeof trace>;

/** A signal that is judged and not kept. */
export const explained = z.object({
  trace,
  /** Whether anything of the past was there to be looked at; nothing outside the own scope is. */
  history: z.enum(['used', 'none']),
});
export type Explained = z.infer<typeof explained>;
export const explainedStored = z.object({
  kind: z.enum(signalKinds),
  at: instant,
  level: z.enum(levels).nullable(),
  score: z.number().int(),
  /** The warning it led to, when that lies within the scope. */
  warning: z.object({ id: z.uuid(), no: z.number().int() }).nullable(),
  trace,
  /** `kept`: as it was decided then; `again`: judged again with what is known now, because no warning keeps it. */
  from: z.enum(['kept', 'again']),
});
export type ExplainedStored = z.infer<typeof explainedStored>;
