import * as z from 'zod';
import { endpoint, id, notFound, words } from '../common.ts';

/** Second factors of other people: for who lost telephone and recovery codes. */
export const factors = {
  reset: endpoint
    .route({
      method: 'POST',
      path: '/people/{id}/second-factor/reset',
      tags: ['directory'],
      summary: '重置他人的动态码',
    })
    .errors({
      ...notFound,
      OWN_ACCOUNT: { status: 422, message: '自己的动态码请凭口令和动态码停用,或请另一位管理员重置。' },
      NOT_ENROLLED: { status: 409, message: '这个人没有启用动态码。' },
    })
    .input(z.object({ id, reason: words(2, 200) }))
    .output(z.object({ ok: z.literal(true), sessionsEnded: z.number().int() })),
};
