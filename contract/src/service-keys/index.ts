import * as z from 'zod';
import { endpoint, id, instant, notFound, personRef, unitRef, words } from '../common.ts';

/** Rights of a key: send signals; be told score, reasons and evidence (interfaces.md). */
export const keyRights = ['signals:write', 'signals:explain'] as const;
export type KeyRight = (typeof keyRights)[number];

/** `granted`: agreed on, its secret not fetched yet. */
export const keyStates = ['granted', 'live', 'expired', 'revoked'] as const;
export type KeyState = (typeof keyStates)[number];

/** A key without its secret, which is told once when who asked for it fetches it. */
export const serviceKey = z.object({
  id,
  number: z.number().int(),
  unit: unitRef.extend({ code: z.string() }),
  source: z.string(),
  allow: z.array(z.enum(keyRights)),
  /** CIDR ranges; empty: from anywhere. */
  allowFrom: z.array(z.string()),
  state: z.enum(keyStates),
  createdAt: z.string(),
  createdBy: personRef.nullable(),
  /** While it is granted: who asked fetches its secret until then. */
  fetchUntil: z.string().nullable(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  lastUsedFrom: z.string().nullable(),
  revokedAt: z.string().nullable(),
  revokedReason: z.string().nullable(),
});
export type ServiceKeyEntry = z.infer<typeof serviceKey>;

export const serviceKeys = {
  list: endpoint
    .route({ method: 'GET', path: '/service-keys', tags: ['service-keys'], summary: '服务密钥' })
    .output(z.array(serviceKey)),
  /** What a key may do is fixed when it is granted: whoever needs more asks for another one. */
  request: endpoint
    .route({ method: 'POST', path: '/service-keys', tags: ['service-keys'], summary: '申请新的服务密钥' })
    .errors({
      UNKNOWN_UNIT: { status: 422, message: '没有这个单位。' },
      BAD_RANGE: {
        status: 422,
        message: '地址写法不对。',
        data: z.object({ range: z.string() }),
      },
      ALREADY_EXPIRED: { status: 422, message: '到期时间已经过去。' },
      ALREADY_ASKED: {
        status: 409,
        message: '这个单位和来源已有一份申请在等待批准。',
        data: z.object({ id }),
      },
    })
    .input(
      z.object({
        /** Code of the unit. */
        unit: words(1, 40),
        source: words(1, 60),
        allow: z.array(z.enum(keyRights)).min(1).max(keyRights.length),
        /** Addresses or CIDR ranges. */
        allowFrom: z.array(words(1, 60)).max(50).default([]),
        expiresAt: instant.optional(),
        why: words(2, 500),
      }),
    )
    /** Of the request that waits for another person. */
    .output(z.object({ approval: id })),
  fetch: endpoint
    .route({
      method: 'POST',
      path: '/service-keys/{id}/fetch',
      tags: ['service-keys'],
      summary: '领取已批准的服务密钥,只显示一次',
    })
    .errors({
      ...notFound,
      NOT_YOURS: { status: 403, message: '密钥由提出申请的人领取。' },
      NOT_TO_FETCH: {
        status: 409,
        message: '这把密钥不能领取:已经领取、停用,或过了领取期限。',
        data: z.object({ state: z.enum(keyStates) }),
      },
    })
    .input(z.object({ id }))
    .output(serviceKey.extend({ secret: z.string() })),
  revoke: endpoint
    .route({
      method: 'POST',
      path: '/service-keys/{id}/revoke',
      tags: ['service-keys'],
      summary: '停用服务密钥',
    })
    .errors({ ...notFound, ALREADY_REVOKED: { status: 409, message: '这把密钥已经停用。' } })
    .input(z.object({ id, reason: words(2, 200) }))
    .output(serviceKey),
};
