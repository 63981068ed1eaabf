import * as z from 'zod';
import { endpoint, id, instant, notFound } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';
export * from './terms.ts';

const tags = ['zeroing'];
const pushing = endpoint.errors({
  ...notFound,
  TOO_SOON: {
    status: 409,
    message: '刚刚催办过,请稍后再催。',
    data: z.object({ until: instant }),
  },
  NOTHING_TO_PUSH: { status: 422, message: '都已说明或办结,没有需要催办的。' },
});

/** 日清零 · 回头看 (practice.md W7): before a set hour every open warning is explained, pressed for and counted. */
export const zeroing = {
  sheet: endpoint
    .route({
      method: 'GET',
      path: '/zeroing',
      tags,
      summary: '今日清零:各单位未结、已说明、未说明、办结、催办',
    })
    .output(s.zeroingSheet),
  items: endpoint
    .route({ method: 'GET', path: '/zeroing/items', tags, summary: '今日清零的预警,往日结转的在前' })
    .input(s.zeroingItemsQuery)
    .output(s.zeroingItems),
  explain: endpoint
    .errors({
      ...notFound,
      NOT_OPEN: { status: 422, message: '这条预警已经办结,不用说明。' },
      UNTIL_PAST: { status: 422, message: '计划完成的时间应在现在之后。' },
      DAY_OVER: {
        status: 409,
        message: '这一天的清零时间已过,正在结存,请稍后再补充说明。',
        data: z.object({ day: s.zeroingDay }),
      },
    })
    .route({ method: 'POST', path: '/zeroing/explain', tags, summary: '说明一条预警为何未结、下一步做什么' })
    .input(s.explainInput)
    .output(s.zeroingExplanation),
  push: pushing
    .route({ method: 'POST', path: '/zeroing/push', tags, summary: '催办一条未说明的预警' })
    .input(z.object({ warning: id }))
    .output(s.pushResult),
  pushUnit: pushing
    .route({ method: 'POST', path: '/zeroing/push-unit', tags, summary: '催办一个单位全部未说明的预警' })
    .input(z.object({ unit: id }))
    .output(s.pushResult),
  days: endpoint
    .route({ method: 'GET', path: '/zeroing/days', tags, summary: '往日清零情况,新的在前' })
    .input(
      z.object({
        before: s.zeroingDay.optional(),
        limit: z.coerce.number().int().min(1).max(100).default(31),
      }),
    )
    .output(z.object({ items: z.array(s.zeroingPast), next: s.zeroingDay.nullable() })),
  day: endpoint
    .route({ method: 'GET', path: '/zeroing/days/{day}', tags, summary: '一天的清零结果(结存后不变)' })
    .errors(notFound)
    .input(z.object({ day: s.zeroingDay }))
    .output(s.zeroingPastDay),
  left: endpoint
    .route({ method: 'GET', path: '/zeroing/days/{day}/left', tags, summary: '一天结存下来的未结预警' })
    .errors(notFound)
    .input(s.zeroingLeftQuery)
    .output(s.zeroingLeftPage),
};
