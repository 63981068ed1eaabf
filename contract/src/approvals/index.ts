import * as z from 'zod';
import { endpoint, id, notFound, words } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';

const deciding = endpoint.errors({
  ...notFound,
  CHANGED: {
    status: 409,
    message: '这份申请刚被别人处理过,已为您刷新。',
    data: z.object({ version: z.number().int(), by: z.string().nullable() }),
  },
  NOT_PENDING: {
    status: 409,
    message: '这份申请已经办结。',
    data: z.object({ state: z.enum(s.approvalStates) }),
  },
});
const approving = deciding.errors({
  OWN_REQUEST: {
    status: 403,
    message: '不能批准自己提出的申请、关于自己的申请,换一个账户也不行。请另一人批准。',
    data: z.object({ why: z.enum(['requester', 'subject', 'same_person']) }),
  },
  WRONG_PAIR: { status: 403, message: '申请人和批准人中,至少一人应当是安全管理员。' },
  STALE: {
    status: 409,
    message: '申请提出之后情况已经变化,不能再批准。请重新申请。',
    data: z.object({ why: z.enum(s.staleReasons) }),
  },
});
const act = (name: string, summary: string) =>
  ({ method: 'POST', path: `/approvals/{id}/${name}`, tags: ['approvals'], summary }) as const;

/** Two-person approval (rules.md §10.3): what one asks for, another decides. */
export const approvals = {
  list: endpoint
    .route({ method: 'GET', path: '/approvals', tags: ['approvals'], summary: '申请与批准,最新的在前' })
    /** `todo` those I may decide, `mine` those I asked for, `others` the rest that waits, `done` what is over. */
    .input(z.object({ view: z.enum(s.approvalViews) }))
    .output(z.array(s.approval)),
  counts: endpoint
    .route({ method: 'GET', path: '/approvals/counts', tags: ['approvals'], summary: '等待批准的数量' })
    .output(z.object({ todo: z.number().int(), mine: z.number().int() })),
  get: endpoint
    .route({ method: 'GET', path: '/approvals/{id}', tags: ['approvals'], summary: '一份申请' })
    .errors(notFound)
    .input(z.object({ id }))
    .output(s.approval),
  approve: approving.route(act('approve', '批准别人的申请')).input(s.decision).output(s.approval),
  refuse: approving
    .route(act('refuse', '不批准'))
    .input(s.decision.extend({ note: words(2, 500) }))
    .output(s.approval),
  withdraw: deciding.route(act('withdraw', '撤回自己的申请')).input(s.decision).output(s.approval),
  /** The documented way out of an office in which nobody else may approve. */
  emergency: approving
    .route(act('emergency', '单人应急批准:只在没有其他人可以批准时'))
    .errors({
      WRONG_CODE: { status: 403, message: '应急码不对,或已过期、已用过。请在服务器上重新生成。' },
      OTHERS_MAY: {
        status: 409,
        message: '还有别人可以批准,不能单人应急批准。',
        data: z.object({ names: z.array(z.string()) }),
      },
    })
    .input(s.decision.extend({ note: words(4, 500), code: words(4, 40) }))
    .output(s.approval),
};
