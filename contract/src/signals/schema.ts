import * as z from 'zod';
import { instant, words } from '../common.ts';
import { levels } from '../terms.ts';

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
