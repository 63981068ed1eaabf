import * as z from 'zod';
import { endpoint, id, instant, notFound, personRef, words } from '../common.ts';
import * as s from './schema.ts';
import { shiftStates } from './terms.ts';

export * from './schema.ts';
export * from './terms.ts';

const acting = endpoint.errors({
  ...notFound,
  CHANGED: {
    status: 409,
    message: '这一班刚被别人处理过,已为您刷新。',
    data: z.object({ version: z.number().int(), by: z.string().nullable() }),
  },
  NOT_ALLOWED_NOW: {
    status: 422,
    message: '当前状态不能这样处理。',
    data: z.object({ state: z.enum(shiftStates), act: z.string() }),
  },
  NOT_YOURS: { status: 403, message: '这一步要由值这一班的人或接班的人来做。' },
});
const act = (name: string, summary: string) =>
  acting.route({ method: 'POST', path: `/shifts/{id}/${name}`, tags: ['shifts'], summary });
const notEligible = {
  NOT_ELIGIBLE: { status: 422, message: '这个人不能值这个岗:不在本单位、已停用,或没有值班权限。' },
} as const;

/** Somebody else still keeps the desk, or this person keeps another one. */
const occupied = {
  STILL_ON_DUTY: {
    status: 409,
    message: '还有人在班没有交接。',
    data: z.object({ shift: id, name: z.string(), post: z.string() }),
  },
} as const;

export const shifts = {
  now: endpoint
    .route({ method: 'GET', path: '/shifts/now', tags: ['shifts'], summary: '本单位此刻谁在值班,我该做什么' })
    .output(s.dutyNow),
  open: endpoint
    .route({ method: 'GET', path: '/shifts/open', tags: ['shifts'], summary: '此刻未结的事项,交班用' })
    .output(s.openWork),
  posts: endpoint
    .route({ method: 'GET', path: '/shifts/posts', tags: ['shifts'], summary: '值班岗' })
    .output(z.array(s.dutyPost)),
  createPost: endpoint
    .route({ method: 'POST', path: '/shifts/posts', tags: ['shifts'], summary: '新设值班岗' })
    .errors({
      UNKNOWN_UNIT: { status: 422, message: '没有这个单位,或不在您的范围内。' },
      NAME_TAKEN: { status: 409, message: '这个单位已有同名的值班岗。' },
    })
    .input(z.object({ unit: id, name: words(2, 40), roundClock: z.boolean() }))
    .output(s.dutyPost),
  closePost: endpoint
    .route({ method: 'POST', path: '/shifts/posts/{id}/close', tags: ['shifts'], summary: '撤销值班岗' })
    .errors({ ...notFound, IN_USE: { status: 409, message: '这个岗还有人在班或有排班,不能撤销。' } })
    .input(z.object({ id }))
    .output(z.object({ id })),
  people: endpoint
    .route({ method: 'GET', path: '/shifts/posts/{id}/people', tags: ['shifts'], summary: '能值这个岗的人' })
    .errors(notFound)
    .input(z.object({ id }))
    .output(z.array(personRef)),
  roster: endpoint
    .route({ method: 'GET', path: '/shifts/roster', tags: ['shifts'], summary: '一周排班,带空档和冲突' })
    .errors(notFound)
    .input(z.object({ post: id, from: s.day }))
    .output(s.roster),
  plan: endpoint
    .route({ method: 'POST', path: '/shifts', tags: ['shifts'], summary: '排一班' })
    .errors({
      ...notFound,
      ...notEligible,
      PAST: { status: 422, message: '这一班已经过去,不能再排。' },
    })
    .input(s.planInput)
    .output(s.shift),
  copyWeek: endpoint
    .route({ method: 'POST', path: '/shifts/copy-week', tags: ['shifts'], summary: '照一周的样子排另一周' })
    .errors(notFound)
    .input(z.object({ post: id, from: s.day, to: s.day }))
    .output(
      z.object({
        made: z.number().int(),
        /** There already, or over. */
        skipped: z.number().int(),
        /** Cannot take the desk any more. */
        left: z.array(z.string()),
      }),
    ),
  get: endpoint
    .route({ method: 'GET', path: '/shifts/{id}', tags: ['shifts'], summary: '一班的全部经过' })
    .errors(notFound)
    .input(z.object({ id }))
    .output(s.shiftDetail),
  past: endpoint
    .route({ method: 'GET', path: '/shifts/past', tags: ['shifts'], summary: '以往交接班,可检索' })
    .input(s.pastQuery)
    .output(z.object({ items: z.array(s.shift), next: z.string().nullable() })),
  signOn: act('sign-on', '到岗')
    .errors({
      ...occupied,
      TOO_EARLY: { status: 422, message: '还没到可以到岗的时间。', data: z.object({ from: instant }) },
      OVER: { status: 422, message: '这一班的时间已经过了,请领导重新排班。' },
    })
    .input(s.signOnInput)
    .output(s.shiftDetail),
  handOver: act('hand-over', '交班:写交班记录,指定接班人')
    .errors(notEligible)
    .input(s.handOverInput)
    .output(s.shiftDetail),
  takeBack: act('take-back', '收回交班').input(s.signOnInput).output(s.shiftDetail),
  confirm: act('confirm', '确认已阅,接班')
    .errors({ ...occupied, ...notEligible })
    .input(s.confirmInput)
    .output(s.shiftDetail),
  untake: act('untake', '退回随班接过来的预警')
    .errors({ TOO_LATE: { status: 409, message: '已经过了可以撤销的时间,或已经有了新的处理。' } })
    .input(s.signOnInput)
    .output(s.shiftDetail),
  endAlone: act('end-alone', '无人接班,说明原因后离岗').input(s.endAloneInput).output(s.shiftDetail),
  cancel: act('cancel', '取消一班').input(s.cancelInput).output(s.shiftDetail),
  acknowledge: act('acknowledge', '领导阅知无人接班、缺岗').input(s.signOnInput).output(s.shiftDetail),
};
