import * as z from 'zod';
import { endpoint, id, instant, notFound, personRef, unitRef, words } from '../common.ts';

/** Rights of a key: send signals; be told score, reasons and evidence (interfaces.md). */
export const keyRights = ['signals:write', 'signals:explain'] as const;
export type KeyRight = (typeof keyRights)[number];

export const keyStates = ['live', 'expired', 'revoked'] as const;
export type KeyState = (typeof keyStates)[number];

/** A key without its secret, which is told once when it is made. */
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
  create: endpoint
    .route({ method: 'POST', path: '/service-keys', tags: ['service-keys'], summary: '新建服务密钥' })
    .errors({
      UNKNOWN_UNIT: { status: 422, message: '没有这个单位。' },
      BAD_RANGE: {
        status: 422,
        message: '地址写法不对。',
        data: z.object({ range: z.string() }),
      },
      ALREADY_EXPIRED: { status: 422, message: '到期时间已经过去。' },
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
      }),
    )
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
