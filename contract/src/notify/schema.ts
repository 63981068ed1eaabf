import * as z from 'zod';
import { cursor, id, instant, personRef, unitRef, words } from '../common.ts';

/** What people are told of. The words of each stand in web/src/notify; a mail says no more than these. */
export const noticeKinds = [
  'file.attached',
  'file.infected',
  'delivery.dead',
  'warning.assigned',
  'warning.due',
  'warning.overdue',
  'warning.failed',
  'warning.returned',
  'warning.handover',
  'follow_up.due',
  'follow_up.overdue',
  'review.opened',
  'incident.opened',
  'incident.due',
  'incident.overdue',
  'incident.review',
  'zeroing.push',
  'shift.offered',
  'shift.unattended',
  'approval.asked',
  'approval.decided',
  'loan.given',
  'loan.ended',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
export const noticeKind = z.enum(noticeKinds);

/** Channels of a kind for whoever has chosen nothing. */
export const usualChannels = {
  'file.attached': { inApp: true, mail: false },
  'file.infected': { inApp: true, mail: true },
  'delivery.dead': { inApp: true, mail: false },
  'warning.assigned': { inApp: true, mail: false },
  'warning.due': { inApp: true, mail: false },
  'warning.overdue': { inApp: true, mail: true },
  'warning.failed': { inApp: true, mail: true },
  'warning.returned': { inApp: true, mail: false },
  'warning.handover': { inApp: true, mail: false },
  'follow_up.due': { inApp: true, mail: false },
  'follow_up.overdue': { inApp: true, mail: false },
  'review.opened': { inApp: true, mail: true },
  'incident.opened': { inApp: true, mail: false },
  'incident.due': { inApp: true, mail: false },
  'incident.overdue': { inApp: true, mail: true },
  'incident.review': { inApp: true, mail: false },
  'zeroing.push': { inApp: true, mail: false },
  'shift.offered': { inApp: true, mail: false },
  'shift.unattended': { inApp: true, mail: true },
  'approval.asked': { inApp: true, mail: false },
  'approval.decided': { inApp: true, mail: false },
  'loan.given': { inApp: true, mail: false },
  'loan.ended': { inApp: true, mail: false },
} as const satisfies Record<NoticeKind, { inApp: boolean; mail: boolean }>;

/** Parameters of the words: numbers and short official words, nothing that identifies a citizen. */
export const noticeParams = z.record(z.string().max(30), z.union([z.number(), z.string().max(80)]));
export type NoticeParams = z.infer<typeof noticeParams>;

export const notice = z.object({
  id,
  at: instant,
  kind: noticeKind,
  params: noticeParams,
  /** A page of this system. */
  link: z.string().nullable(),
  urgent: z.boolean(),
  readAt: instant.nullable(),
});
export type Notice = z.infer<typeof notice>;

export const noticeListQuery = z.object({
  state: z.enum(['all', 'unread']).default('all'),
  kind: noticeKind.optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

const minute = z.number().int().min(0).max(1439);
/** Minutes of the day in Asia/Shanghai; 22:00 to 7:00 goes over midnight. */
export const quietHours = z.object({ from: minute, to: minute }).refine(({ from, to }) => from !== to, {
  error: '免打扰的开始和结束不能相同',
});
const preference = z.object({ kind: noticeKind, inApp: z.boolean(), mail: z.boolean() });

export const noticeSettings = z.object({
  preferences: z.array(preference),
  quiet: quietHours.nullable(),
  /** Whether this installation can send mail at all. */
  mailWorks: z.boolean(),
  address: z.object({ masked: z.string(), verified: z.boolean() }).nullable(),
});
export type NoticeSettings = z.infer<typeof noticeSettings>;
export const noticeSettingsChange = z.object({
  preferences: z.array(preference).max(noticeKinds.length).optional(),
  quiet: quietHours.nullable().optional(),
});

export const mailAddress = z.email().max(200);
export const mailCode = z
  .string()
  .trim()
  .regex(/^\d{8}$/, { error: '验证码是八位数字' });

export const deliveryStates = ['waiting', 'sent', 'dropped', 'dead', 'discarded'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export const delivery = z.object({
  id,
  channel: z.enum(['mail', 'webhook']),
  kind: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  /** A code: what went wrong last. */
  reason: z.string().nullable(),
  person: personRef.nullable(),
  webhook: z.object({ id, host: z.string() }).nullable(),
  createdAt: instant,
  /** When it is tried again, or was ended. */
  at: instant,
});
export type Delivery = z.infer<typeof delivery>;
export const deliveryListQuery = z.object({
  state: z.enum(deliveryStates).default('dead'),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const webhookUrl = z.string().trim().max(500);
export const webhook = z.object({
  id,
  unit: unitRef,
  url: z.string(),
  kinds: z.array(noticeKind),
  enabled: z.boolean(),
  /** So long the secret before the last rotation also signs. */
  previousUntil: instant.nullable(),
  version: z.number().int(),
  createdAt: instant,
});
export type Webhook = z.infer<typeof webhook>;
export const newWebhook = z.object({ unit: id, url: webhookUrl, kinds: z.array(noticeKind).min(1) });
export const webhookChange = z.object({
  id,
  version: z.number().int(),
  url: webhookUrl.optional(),
  kinds: z.array(noticeKind).min(1).optional(),
  enabled: z.boolean().optional(),
  removed: z.literal(true).optional(),
});
/** The secret is shown this once. */
export const webhookWithSecret = z.object({ webhook, secret: z.string() });
export const discardReason = words(4, 200);
