import * as z from 'zod';
import { pauseBars } from '../clocks/index.ts';
import { endpoint, id, instant, notFound, wordsOnly } from '../common.ts';
import { levels } from '../terms.ts';
import * as s from './schema.ts';

export * from './acts.ts';
export * from './demands.ts';
export * from './endings.ts';
export * from './recommendations.ts';
export * from './schema.ts';

const acting = endpoint.errors({
  ...notFound,
  CHANGED: {
    status: 409,
    message: '这条预警刚被别人处理过,已为您刷新。',
    data: z.object({ version: z.number().int(), by: z.string().nullable() }),
  },
  NOT_ALLOWED_NOW: {
    status: 422,
    message: '当前状态不能这样处理。',
    data: z.object({ state: z.string(), act: z.string() }),
  },
  MISSING: {
    status: 422,
    message: '还缺少必填的内容。',
    data: z.object({ field: z.string() }),
  },
});
const act = (name: string, summary: string) =>
  acting.route({ method: 'POST', path: `/warnings/{id}/${name}`, tags: ['warnings'], summary });

export const warnings = {
  list: endpoint
    .route({ method: 'GET', path: '/warnings', tags: ['warnings'], summary: '预警列表,按紧急程度和时限排列' })
    .errors(wordsOnly)
    .input(s.listQuery)
    .output(s.page),
  counts: endpoint
    .route({ method: 'GET', path: '/warnings/counts', tags: ['warnings'], summary: '未结预警各级数量' })
    .output(
      z.object({
        open: z.number().int(),
        byLevel: z.record(z.enum(levels), z.number().int()),
        overdue: z.number().int(),
        mine: z.number().int(),
        asOf: z.string(),
      }),
    ),
  get: endpoint
    .route({ method: 'GET', path: '/warnings/{id}', tags: ['warnings'], summary: '一条预警的全部经过' })
    .errors(notFound)
    .input(z.object({ id }))
    .output(s.warningDetail),
  trace: endpoint
    .route({
      method: 'GET',
      path: '/warnings/{id}/trace',
      tags: ['warnings'],
      summary: '判定过程:每条规则为什么成立、为什么不成立',
    })
    .errors(notFound)
    .input(z.object({ id }))
    .output(s.warningTraces),
  assign: act('assign', '派给单位或人').input(s.assignInput).output(s.warningDetail),
  sign: act('sign', '签收').input(s.signInput).output(s.warningDetail),
  contact: act('contact', '记录一次联系').input(s.contactInput).output(s.warningDetail),
  meet: act('meet', '记录见面劝阻').input(s.meetInput).output(s.warningDetail),
  transfer: act('transfer', '移交到另一地').input(s.transferInput).output(s.warningDetail),
  accept: act('accept', '县外移交:另一人复核,对方已接收')
    .errors({ SECOND_PERSON: { status: 403, message: '提出移交的人不能自己复核,请由中心另一人复核。' } })
    .input(s.acceptInput)
    .output(s.warningDetail),
  return: act('return', '退回移交或派单(须写明原因)').input(s.returnInput).output(s.warningDetail),
  close: act('close', '结案')
    .errors({
      PROOF_USED: {
        status: 409,
        message: '这份凭证已在另一条预警里计过避免损失,不能重复计算。请核对流水号或附件。',
      },
    })
    .input(s.closeInput)
    .output(s.warningDetail),
  reopen: act('reopen', '重新打开').input(s.reopenInput).output(s.warningDetail),
  correct: acting
    .route({
      method: 'POST',
      path: '/warnings/{id}/contacts/{contact}/correct',
      tags: ['warnings'],
      summary: '更正一条联系记录(原记录保留)',
    })
    .input(s.correctInput)
    .output(s.warningDetail),
  liftQuiet: act('lift-quiet', '解除免打扰').input(s.liftQuietInput).output(s.warningDetail),
  transfers: endpoint
    .route({ method: 'GET', path: '/warnings/transfers', tags: ['warnings'], summary: '移交待审' })
    .output(s.waitingTransfers),
  quiet: endpoint
    .route({ method: 'GET', path: '/warnings/quiet', tags: ['warnings'], summary: '正在免打扰的当事人' })
    .output(s.quietList),
  pause: act('pause', '暂停计时(须有事由,到时自动恢复)')
    .errors({
      NOT_PAUSABLE: {
        status: 422,
        message: '这个计时现在不能暂停。',
        data: z.object({ why: z.enum(pauseBars) }),
      },
    })
    .input(s.pauseInput)
    .output(s.warningDetail),
  resume: act('resume', '恢复计时')
    .errors({ NOT_PAUSED: { status: 422, message: '这个计时没有暂停。' } })
    .input(s.resumeInput)
    .output(s.warningDetail),
  undo: acting
    .route({ method: 'POST', path: '/warnings/{id}/undo', tags: ['warnings'], summary: '撤销自己刚做的一步' })
    .errors({ TOO_LATE: { status: 409, message: '已经过了可以撤销的时间,或已经有了新的处理。' } })
    .input(s.undoInput)
    .output(s.warningDetail),
  reveal: endpoint
    .route({
      method: 'POST',
      path: '/warnings/{id}/reveal',
      tags: ['warnings'],
      summary: '查看一项明文(须填事由,留痕)',
    })
    .errors({
      ...notFound,
      FORGOTTEN: {
        status: 410,
        message: '保存期已满,这条预警的个人信息已经销毁,无法再查看。',
        data: z.object({ at: instant }),
      },
    })
    .input(s.revealInput)
    .output(z.object({ field: z.string(), value: z.string().nullable() })),
};
