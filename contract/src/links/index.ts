import * as z from 'zod';
import { endpoint, id, notFound, words } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';

const unfit = {
  NOT_A_VALUE: {
    status: 422,
    message: '这个值不能列入名单。',
    data: z.object({ why: z.string() }),
  },
  NEEDS_END: { status: 422, message: '涉诈名单必须写明到期时间。' },
  TOO_LONG: {
    status: 422,
    message: '到期时间要晚于现在，且不超过最长期限。',
    data: z.object({ days: z.number().int() }),
  },
} as const;
const changing = endpoint.errors({
  ...notFound,
  CHANGED: {
    status: 409,
    message: '刚被别人改过，已为您刷新。',
    data: z.object({ version: z.number().int() }),
  },
  NOT_ALLOWED_NOW: {
    status: 422,
    message: '这一条现在不能这样处理。',
    data: z.object({ state: z.enum(s.linkStates) }),
  },
});

/** Known values (名单): numbers, accounts, hosts and apps that a person has judged, for a time and with a source. */
export const links = {
  list: endpoint
    .route({ method: 'GET', path: '/links', tags: ['links'], summary: '名单' })
    .input(s.linkQuery)
    .output(s.linkPage),
  find: endpoint
    .route({ method: 'POST', path: '/links/find', tags: ['links'], summary: '查一个值在不在名单内' })
    .errors({ NOT_A_VALUE: unfit.NOT_A_VALUE })
    .input(z.object({ kind: z.enum(s.linkKinds), value: words(3, 4_000) }))
    .output(z.array(s.link)),
  get: endpoint
    .route({ method: 'GET', path: '/links/{id}', tags: ['links'], summary: '名单中的一条和全部经过' })
    .errors(notFound)
    .input(z.object({ id }))
    .output(s.linkDetail),
  add: endpoint
    .route({ method: 'POST', path: '/links', tags: ['links'], summary: '列入名单(须写明依据和期限)' })
    .errors({
      ...unfit,
      ALREADY_THERE: {
        status: 409,
        message: '这个值已在名单内。',
        data: z.object({ id, verdict: z.enum(s.linkVerdicts) }),
      },
    })
    .input(s.linkInput)
    .output(s.linkDetail),
  import: endpoint
    .route({ method: 'POST', path: '/links/import', tags: ['links'], summary: '成批列入(粘贴或文件)' })
    .errors({
      UNREADABLE: { status: 422, message: '这份名单读不出来。', data: z.object({ why: z.string() }) },
      NEEDS_END: unfit.NEEDS_END,
      TOO_LONG: unfit.TOO_LONG,
    })
    .input(s.linkImport)
    .output(s.linkImported),
  change: changing
    .route({ method: 'POST', path: '/links/{id}/change', tags: ['links'], summary: '修改来源、说明、期限' })
    .errors({ NEEDS_END: unfit.NEEDS_END, TOO_LONG: unfit.TOO_LONG })
    .input(s.linkChange)
    .output(s.linkDetail),
  lift: changing
    .route({ method: 'POST', path: '/links/{id}/lift', tags: ['links'], summary: '移出名单' })
    .input(s.linkAct)
    .output(s.linkDetail),
  restore: changing
    .route({ method: 'POST', path: '/links/{id}/restore', tags: ['links'], summary: '撤销移出' })
    .errors({ ALREADY_THERE: { status: 409, message: '这个值已另外列入名单。' } })
    .input(s.linkAct)
    .output(s.linkDetail),
  object: endpoint
    .route({ method: 'POST', path: '/links/{id}/object', tags: ['links'], summary: '提出误列' })
    .errors({
      ...notFound,
      ALREADY_OBJECTED: { status: 409, message: '您已对这一条提出误列，正在等待答复。' },
      NOT_ALLOWED_NOW: { status: 422, message: '这一条已不在名单内。' },
    })
    .input(z.object({ id, why: words(4, 300) }))
    .output(s.linkDetail),
  answer: changing
    .route({
      method: 'POST',
      path: '/links/{id}/answer',
      tags: ['links'],
      summary: '答复误列意见(保留在名单内)',
    })
    .input(s.linkAct)
    .output(s.linkDetail),
  reveal: endpoint
    .route({
      method: 'POST',
      path: '/links/{id}/reveal',
      tags: ['links'],
      summary: '查看完整号码(须填事由，留痕)',
    })
    .errors(notFound)
    .input(z.object({ id, reason: words(2, 200) }))
    .output(z.object({ value: z.string().nullable() })),
};
