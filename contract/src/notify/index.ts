import * as z from 'zod';
import { endpoint, id, notFound } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';

const tags = ['notify'];
const done = z.object({ done: z.literal(true) });
const version = z.object({ version: z.number().int(), by: z.string().nullable() });
const changed = {
  CHANGED: { status: 409, message: '内容已被别人改过,请看过最新内容再操作。', data: version },
};
const hostRefused = {
  URL_REFUSED: {
    status: 422,
    message: '这个地址不能用。',
    data: z.object({ reason: z.enum(['format', 'https', 'credentials', 'not_listed', 'address']) }),
  },
} as const;
const mailErrors = {
  NO_MAIL: { status: 409, message: '本系统还没有配置发信服务器。' },
  TOO_MANY_CODES: { status: 429, message: '验证码发得太多了,请一小时后再试。' },
} as const;

/** Notices of a person, how they travel, and what an administrator does about those that did not arrive. */
export const notify = {
  list: endpoint
    .route({ method: 'GET', path: '/notify/notices', tags, summary: '本人的通知,最新的在前' })
    .input(s.noticeListQuery)
    .output(z.object({ items: z.array(s.notice), next: z.string().nullable(), unread: z.number().int() })),
  unread: endpoint
    .route({ method: 'GET', path: '/notify/unread', tags, summary: '未读通知的条数' })
    .output(z.object({ unread: z.number().int() })),
  mark: endpoint
    .route({ method: 'POST', path: '/notify/notices/{id}/mark', tags, summary: '标为已读或未读' })
    .errors(notFound)
    .input(z.object({ id, read: z.boolean() }))
    .output(s.notice),
  markAll: endpoint
    .route({ method: 'POST', path: '/notify/notices/mark-all', tags, summary: '全部标为已读' })
    .input(z.object({ upTo: id.optional() }))
    .output(z.object({ marked: z.number().int() })),
  settings: endpoint
    .route({ method: 'GET', path: '/notify/settings', tags, summary: '通知怎样送到我' })
    .output(s.noticeSettings),
  changeSettings: endpoint
    .route({ method: 'POST', path: '/notify/settings', tags, summary: '修改通知方式' })
    .input(s.noticeSettingsChange)
    .output(s.noticeSettings),
  setAddress: endpoint
    .route({ method: 'POST', path: '/notify/address', tags, summary: '填写邮箱,寄出验证码' })
    .errors(mailErrors)
    .input(z.object({ address: s.mailAddress }))
    .output(s.noticeSettings),
  confirmAddress: endpoint
    .route({ method: 'POST', path: '/notify/address/confirm', tags, summary: '用验证码确认邮箱' })
    .errors({ WRONG_CODE: { status: 422, message: '验证码不对或已过期。' } })
    .input(z.object({ code: s.mailCode }))
    .output(s.noticeSettings),
  removeAddress: endpoint
    .route({ method: 'POST', path: '/notify/address/remove', tags, summary: '不再往邮箱发' })
    .output(s.noticeSettings),
  deliveries: endpoint
    .route({ method: 'GET', path: '/notify/deliveries', tags, summary: '外发情况;默认列出没有送到的' })
    .input(s.deliveryListQuery)
    .output(z.object({ items: z.array(s.delivery), next: z.string().nullable() })),
  retryDelivery: endpoint
    .route({ method: 'POST', path: '/notify/deliveries/{id}/retry', tags, summary: '重新发送' })
    .errors({ ...notFound, NOT_DEAD: { status: 409, message: '这一件没有停发,不用重发。' } })
    .input(z.object({ id }))
    .output(done),
  discardDelivery: endpoint
    .route({ method: 'POST', path: '/notify/deliveries/{id}/discard', tags, summary: '不再发送,写明原因' })
    .errors({ ...notFound, NOT_DEAD: { status: 409, message: '这一件没有停发,不能放弃。' } })
    .input(z.object({ id, reason: s.discardReason }))
    .output(done),
  webhooks: endpoint
    .route({ method: 'GET', path: '/notify/webhooks', tags, summary: '外部系统的订阅' })
    .output(z.array(s.webhook)),
  createWebhook: endpoint
    .route({ method: 'POST', path: '/notify/webhooks', tags, summary: '新建订阅;签名密钥只显示这一次' })
    .errors({ ...hostRefused, UNKNOWN_UNIT: { status: 422, message: '没有这个单位。' } })
    .input(s.newWebhook)
    .output(s.webhookWithSecret),
  changeWebhook: endpoint
    .route({ method: 'POST', path: '/notify/webhooks/{id}', tags, summary: '修改、停用或删除订阅' })
    .errors({ ...notFound, ...changed, ...hostRefused })
    .input(s.webhookChange)
    .output(s.webhook),
  rotateWebhook: endpoint
    .route({
      method: 'POST',
      path: '/notify/webhooks/{id}/rotate',
      tags,
      summary: '更换签名密钥,新旧并用一段时间',
    })
    .errors({ ...notFound, ...changed })
    .input(z.object({ id, version: z.number().int() }))
    .output(s.webhookWithSecret),
  testWebhook: endpoint
    .route({ method: 'POST', path: '/notify/webhooks/{id}/test', tags, summary: '马上发一条测试消息' })
    .errors(notFound)
    .input(z.object({ id }))
    .output(z.object({ ok: z.boolean(), reason: z.string().nullable(), ms: z.number().int() })),
};
