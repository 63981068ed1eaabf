import * as z from 'zod';
import { cursor, endpoint, id, instant, notFound, personRef, words } from '../common.ts';

/** What the law of retention applies to (rules.md §10.2, table of keeping times). */
export const retentionKinds = [
  'signals',
  'warnings.false',
  'warnings.effective',
  'subjects',
  'notes',
  'receipts',
] as const;
export type RetentionKind = (typeof retentionKinds)[number];

const day = z.iso.date();

/** A hold keeps one warning, or everything received in a period [from, to). */
export const retentionHold = z.object({
  id,
  warning: z.object({ id, no: z.number().int() }).nullable(),
  from: instant.nullable(),
  to: instant.nullable(),
  reason: z.string(),
  /** null: until somebody releases it. */
  until: instant.nullable(),
  placedBy: personRef,
  placedAt: instant,
  released: z.object({ by: personRef, at: instant, reason: z.string() }).nullable(),
  /** Whether it holds now. */
  active: z.boolean(),
});
export type RetentionHold = z.infer<typeof retentionHold>;

export const retentionPreview = z.object({
  asOf: instant,
  lastRunAt: instant.nullable(),
  /** The clock jumped: nothing is destroyed until somebody has looked and confirmed. */
  paused: z.object({ at: instant, lastActivity: instant }).nullable(),
  rules: z.array(z.object({ kind: z.enum(retentionKinds), days: z.number(), basis: z.string() })),
  /** What falls due, by kind and day, soonest first; what is overdue stands at the first day. */
  due: z.array(
    z.object({
      kind: z.enum(retentionKinds),
      day,
      count: z.number().int(),
      /** Of these, not forgotten because of a hold. */
      held: z.number().int(),
    }),
  ),
});
export type RetentionPreview = z.infer<typeof retentionPreview>;

export const retentionLogEntry = z.object({
  id: z.number().int(),
  at: instant,
  /** `files`: contents that only forgotten warnings had, gone with them. */
  kind: z.enum([...retentionKinds, 'files', 'key', 'paused', 'confirmed']),
  day: day.nullable(),
  /** Signals, warnings, rows, notes or files; of a destroyed key, the values that were sealed again because they are kept. */
  count: z.number().int(),
  purpose: z.string().nullable(),
  /** The parameter that acted, as it was: '90 d'. */
  rule: z.string().nullable(),
  actor: personRef.nullable(),
});
export type RetentionLogEntry = z.infer<typeof retentionLogEntry>;

const reason = words(2, 500);

/** For the security administrator: counts and numbers only, nothing about anybody. */
export const retention = {
  preview: endpoint
    .route({ method: 'GET', path: '/retention', tags: ['retention'], summary: '将要遗忘的内容,按种类和日期' })
    .input(z.object({ days: z.coerce.number().int().min(1).max(90).default(14) }))
    .output(retentionPreview),
  holds: endpoint
    .route({ method: 'GET', path: '/retention/holds', tags: ['retention'], summary: '保全清单' })
    .output(z.array(retentionHold)),
  placeHold: endpoint
    .route({
      method: 'POST',
      path: '/retention/holds',
      tags: ['retention'],
      summary: '保全一条预警或一段时间',
    })
    .errors({
      ...notFound,
      ALREADY_FORGOTTEN: { status: 409, message: '这条预警的个人信息已经销毁,保全不了。' },
      MISSING: {
        status: 422,
        message: '请填预警编号,或起止时间(止在起之后)。',
        data: z.object({ field: z.string() }),
      },
    })
    .input(
      z.object({
        warningNo: z.number().int().positive().optional(),
        from: instant.optional(),
        to: instant.optional(),
        until: instant.optional(),
        reason,
      }),
    )
    .output(retentionHold),
  releaseHold: endpoint
    .route({
      method: 'POST',
      path: '/retention/holds/{id}/release',
      tags: ['retention'],
      summary: '解除保全',
    })
    .errors({ ...notFound, ALREADY_RELEASED: { status: 409, message: '这项保全已经解除。' } })
    .input(z.object({ id, reason }))
    .output(retentionHold),
  confirmClock: endpoint
    .route({
      method: 'POST',
      path: '/retention/confirm',
      tags: ['retention'],
      summary: '确认时钟无误,继续销毁到期内容',
    })
    .errors({ NOT_PAUSED: { status: 409, message: '现在没有暂停。' } })
    .input(z.object({ reason }))
    .output(z.object({ confirmedFor: instant })),
  log: endpoint
    .route({ method: 'GET', path: '/retention/log', tags: ['retention'], summary: '遗忘日志,最新的在前' })
    .input(
      z.object({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    )
    .output(z.object({ items: z.array(retentionLogEntry), next: cursor.nullable() })),
};
