import * as z from 'zod';
import { endpoint, instant, notFound } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';
export * from './terms.ts';

const tags = ['dissuasion'];
const seen = endpoint.errors({
  ...notFound,
  CHANGED: {
    status: 409,
    message: '这一项刚被别人处理过,已为您刷新。',
    data: z.object({ version: z.number().int(), by: z.string().nullable() }),
  },
});
const changing = seen.errors({ NOT_OPEN: { status: 422, message: '这一项已经办过或已取消。' } });

/** After a warning has ended: looking again, and looking into what failed. */
export const dissuasion = {
  followUps: endpoint
    .route({ method: 'GET', path: '/follow-ups', tags, summary: '回访任务,按时限排列' })
    .input(s.followUpQuery)
    .output(s.followUpPage),
  finishFollowUp: changing
    .route({ method: 'POST', path: '/follow-ups/{id}/finish', tags, summary: '记录回访结果' })
    .errors({
      TOO_EARLY: { status: 422, message: '还没有到回访的时间。', data: z.object({ from: instant }) },
      MISSING: { status: 422, message: '还缺少必填的内容。', data: z.object({ field: z.string() }) },
    })
    .input(s.finishFollowUpInput)
    .output(z.object({ followUp: s.followUp, reopened: z.boolean(), review: z.boolean() })),
  undoFollowUp: seen
    .route({ method: 'POST', path: '/follow-ups/{id}/undo', tags, summary: '撤回刚刚误记的回访结果' })
    .errors({
      NOT_YOURS: { status: 403, message: '只能撤回本人记录的回访。' },
      TOO_LATE: { status: 409, message: '已超过可撤回的时间,或这条预警已有新的处理,不能再撤回。' },
    })
    .input(s.undoFollowUpInput)
    .output(s.followUp),
  reviews: endpoint
    .route({ method: 'GET', path: '/reviews', tags, summary: '必查事项(劝阻失效等)' })
    .input(s.reviewQuery)
    .output(s.reviewPage),
  closeReview: changing
    .route({ method: 'POST', path: '/reviews/{id}/close', tags, summary: '写明查明的情况,结束必查' })
    .errors({
      SAME_PERSON: { status: 403, message: '劝阻的人不能复查自己经办的预警,请由另一人复查。' },
    })
    .input(s.closeReviewInput)
    .output(s.review),
  figures: endpoint
    .route({ method: 'GET', path: '/dissuasion/figures', tags, summary: '预警后被骗率和回访情况' })
    .input(s.figuresQuery)
    .output(s.figures),
};
