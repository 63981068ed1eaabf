import * as z from 'zod';
import { cursor, endpoint, id, instant, words } from '../common.ts';
import { page } from '../warnings/index.ts';

/** What can be looked for: identifiers of a subject, or a whole name. */
export const searchKinds = ['phone', 'idNo', 'account', 'name'] as const;
export type SearchKind = (typeof searchKinds)[number];

const handle = z.object({
  handle: id,
  /** As what the value was taken; a number may be a phone and an account. */
  kinds: z.array(z.enum(searchKinds)),
  /** The value, masked. */
  masked: z.string(),
  expiresAt: instant,
});

const missing = {
  status: 422,
  message: '按姓名查找要写明事由。',
  data: z.object({ field: z.string() }),
} as const;

/**
 * Identifiers never stand in an address: they are posted, and what comes back stands for them for some minutes and only
 * for the person who asked. The answer is the same whether anything is found or not.
 */
export const search = {
  create: endpoint
    .route({
      method: 'POST',
      path: '/search',
      tags: ['search'],
      summary: '按手机号、证件号、账号或姓名查找(留痕)',
    })
    .errors({
      MISSING: missing,
      NOT_AN_IDENTIFIER: { status: 422, message: '这不像手机号、证件号、账号或姓名,请检查后再查。' },
    })
    .input(
      z.object({
        value: words(2, 80),
        kind: z.enum(searchKinds).optional(),
        /** Demanded for a name: it finds strangers too. */
        reason: words(0, 200).optional(),
      }),
    )
    .output(handle),
  list: endpoint
    .route({
      method: 'GET',
      path: '/search/{handle}',
      tags: ['search'],
      summary: '查找到的预警,在本人范围内',
    })
    .errors({ EXPIRED: { status: 404, message: '这次查找已过期,请重新查找。' } })
    .input(
      z.object({
        handle: id,
        cursor: cursor.optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(page.extend(handle.omit({ handle: true }).shape)),
};
