import * as z from 'zod';
import { endpoint, id, notFound } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';
export * from './terms.ts';
export * from './values.ts';

const tags = ['incidents'];
const changed = {
  CHANGED: {
    status: 409,
    message: '这条警情刚被别人处理过,已为您刷新。',
    data: z.object({
      version: z.number().int(),
      by: z.string().nullable(),
      /** What two people wrote in at once, and what stands there now (masked). */
      field: z.string().nullable(),
      theirs: z.string().nullable(),
    }),
  },
} as const;
const acting = endpoint.errors({
  ...notFound,
  ...changed,
  NOT_ALLOWED_NOW: {
    status: 422,
    message: '当前状态不能这样处理。',
    data: z.object({ state: z.string(), act: z.string() }),
  },
});
const act = (path: string, summary: string) =>
  acting.route({ method: 'POST', path: `/incidents/{id}/${path}`, tags, summary });
const missing = {
  MISSING: { status: 422, message: '还缺少必填的内容。', data: z.object({ field: z.string() }) },
} as const;

/** A transfer that has not happened yet, or so long ago that a year was typed wrongly. */
const wrongTime = {
  WRONG_TIME: {
    status: 422,
    message: '转账时间晚于现在,或早于 2000 年。请核对后改成实际转账的时间,不清楚的先留空。',
    data: z.object({ field: z.literal('sentAt'), why: z.enum(['future', 'too_early']) }),
  },
} as const;

export const incidents = {
  list: endpoint
    .route({ method: 'GET', path: '/incidents', tags, summary: '警情列表' })
    .input(s.incidentListQuery)
    .output(s.incidentPage),
  get: endpoint
    .route({ method: 'GET', path: '/incidents/{id}', tags, summary: '一条警情的要素和经过(脱敏)' })
    .errors(notFound)
    .input(z.object({ id }))
    .output(s.incidentDetail),
  ofWarning: endpoint
    .route({ method: 'GET', path: '/incidents/of-warning/{warning}', tags, summary: '一条预警开出的警情' })
    .input(z.object({ warning: id }))
    .output(z.array(s.incidentSummary)),
  open: endpoint
    .route({ method: 'POST', path: '/incidents', tags, summary: '接报,建立一条警情' })
    .errors({ OUT_OF_SCOPE: { status: 422, message: '这个地区不在您的范围内。' } })
    .input(s.openIncidentInput)
    .output(s.incidentDetail),
  record: act('record', '登记要素(逐项保存)')
    .errors({
      NEEDS_REVIEW: { status: 422, message: '类型已经认定,改类须写明理由并由另一人复核。' },
      UNKNOWN_SUBTYPE: { status: 422, message: '这个类型下没有这个小类。' },
    })
    .input(s.recordInput)
    .output(s.incidentDetail),
  addTransfer: act('transfers', '加一笔转账')
    .errors(wrongTime)
    .input(s.addTransferInput)
    .output(s.incidentDetail),
  recordTransfer: act('transfers/{transfer}/record', '登记一笔转账的要素')
    .errors(wrongTime)
    .input(s.recordTransferInput)
    .output(s.incidentDetail),
  strikeTransfer: act('transfers/{transfer}/strike', '划去登记错的一笔(原记录保留)')
    .input(s.strikeTransferInput)
    .output(s.incidentDetail),
  collect: act('collect', '要素采集完成').errors(missing).input(s.collectInput).output(s.incidentDetail),
  handOver: act('hand-over', '登记已移交上级平台或办案单位')
    .errors(missing)
    .input(s.handIncidentOverInput)
    .output(s.incidentDetail),
  askReview: act('review', '申请撤销或改类')
    .errors({
      ALREADY_ASKED: { status: 409, message: '已有一项申请在等复核。' },
      UNKNOWN_SUBTYPE: { status: 422, message: '这个类型下没有这个小类。' },
    })
    .input(s.askReviewInput)
    .output(s.incidentDetail),
  answerReview: act('review/answer', '复核撤销或改类(须另一人)')
    .errors({
      NOTHING_ASKED: { status: 409, message: '没有等待复核的申请。' },
      SECOND_PERSON: { status: 403, message: '申请人不能自己复核,请由另一人复核。' },
    })
    .input(s.answerReviewInput)
    .output(s.incidentDetail),
  plain: endpoint
    .route({
      method: 'POST',
      path: '/incidents/{id}/plain',
      tags,
      summary: '查看全部要素明文(写明用途,留痕)',
    })
    .errors({
      ...notFound,
      TOO_OFTEN: { status: 429, message: '查看明文过于频繁,请稍后再试或向负责人说明。' },
    })
    .input(s.plainInput)
    .output(s.plainElements),
};
