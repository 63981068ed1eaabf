import { type NoticeKind, noticeKind, noticeParams } from '@lanzha/contract';
import * as z from 'zod';
import type { Tx } from '../db/index.ts';
import { addDeliveries, type NewDelivery } from './deliveries.ts';
import { findMailRecipients } from './preferences.ts';
import { findSubscribers } from './webhooks.ts';

const planned = z.object({
  eventId: z.uuid(),
  kind: noticeKind,
  params: noticeParams,
  link: z.string().nullable(),
  urgent: z.boolean(),
  unitId: z.uuid().nullable(),
  at: z.string(),
});

/** What goes out for one event: mails to those who want them, messages to the subscriptions of its unit. Repeatable. */
export async function planDeliveries(tx: Tx, payload: unknown, mailWorks: boolean, now: Date): Promise<void> {
  const { eventId, kind, unitId, at, link, urgent, params } = planned.parse(payload);
  const body = { at, link, urgent, params };
  const mails = mailWorks ? await findMailRecipients(tx, eventId, kind, urgent, now) : [];
  const hooks = unitId === null ? [] : await findSubscribers(tx, unitId, kind as NoticeKind);
  await addDeliveries(tx, [
    ...mails.map(
      ({ personId, due }): NewDelivery => ({
        channel: 'mail',
        eventId,
        personId,
        webhookId: null,
        kind,
        body,
        due,
      }),
    ),
    ...hooks.map(
      (webhookId): NewDelivery => ({ channel: 'webhook', eventId, personId: null, webhookId, kind, body }),
    ),
  ]);
}
