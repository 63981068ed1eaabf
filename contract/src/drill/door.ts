import * as z from 'zod';
import { openEndpoint, words } from '../common.ts';
import { me } from '../session/index.ts';
import { roles } from '../terms.ts';

/** A drill beside a real installation that is not set up yet: made, shared out of so many parts, or open at an address. */
export const drillBeside = z.object({
  state: z.enum(['closed', 'making', 'ready', 'failed']),
  /** How much of it is made, 0–1. */
  share: z.number(),
  /** Where it is open; null before. */
  url: z.string().nullable(),
});
export type DrillBeside = z.infer<typeof drillBeside>;

/** The ways into a drill: from the first start of a real installation, and as anybody in it. */
export const drillDoor = {
  roles: openEndpoint
    .route({
      method: 'GET',
      path: '/drill/roles',
      tags: ['drill'],
      summary: '演练里可以直接进入的岗位;正式库没有',
    })
    .output(z.array(z.object({ username: z.string(), role: z.enum(roles), unit: z.string() }))),
  enter: openEndpoint
    .errors({
      NOT_A_DRILL: { status: 409, message: '这里不能不用口令进入:不是演练,或演练对外开放。' },
      NOT_FOUND: { status: 404, message: '演练里没有这个账户。' },
    })
    .route({ method: 'POST', path: '/drill/enter', tags: ['drill'], summary: '以演练里的一个岗位进入' })
    .input(z.object({ username: words(1, 40) }))
    .output(me),
  beside: openEndpoint
    .route({ method: 'GET', path: '/setup/drill', tags: ['drill'], summary: '旁边的演练区划建到哪里' })
    .output(drillBeside),
  open: openEndpoint
    .errors({
      WRONG_CODE: { status: 403, message: '设置码不对。请看启动窗口里打印的设置码。' },
      ALREADY_DONE: { status: 409, message: '首次设置已经完成。' },
      ELSEWHERE: {
        status: 409,
        message: '本机对外服务,演练要在启动窗口里打开:lanzha serve --drill --live --data 另一个目录。',
      },
    })
    .route({ method: 'POST', path: '/setup/drill', tags: ['drill'], summary: '在旁边打开演练区划' })
    .input(z.object({ code: words(0, 40) }))
    .output(drillBeside),
};
