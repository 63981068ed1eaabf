import * as z from 'zod';
import { openEndpoint, placeCode, placeRef, words } from '../common.ts';
import { installationKinds } from '../terms.ts';

const account = z.object({
  name: words(1, 60),
  username: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9._-]{2,39}$/),
  password: z.string().min(1).max(200),
});

/** First set-up: needs the one-time code that the console printed. */
export const setup = {
  state: openEndpoint
    .route({ method: 'GET', path: '/setup', tags: ['setup'], summary: '是否已完成首次设置' })
    .output(z.object({ done: z.boolean(), kind: z.enum(installationKinds), county: placeRef.nullable() })),
  places: openEndpoint
    .route({
      method: 'GET',
      path: '/setup/places',
      tags: ['setup'],
      summary: '选择县区时的下级区划(省、市、县),或按名称、代码查县区',
    })
    /** `q` searches counties by name or code in the whole country instead. */
    .input(z.object({ parent: placeCode.optional(), q: words(0, 30).optional() }))
    .output(z.array(placeRef)),
  complete: openEndpoint
    .route({ method: 'POST', path: '/setup', tags: ['setup'], summary: '完成首次设置' })
    .errors({
      WRONG_CODE: { status: 403, message: '设置码不对。请看启动窗口里打印的设置码。' },
      ALREADY_DONE: { status: 409, message: '首次设置已经完成。' },
      WEAK_PASSWORD: {
        status: 422,
        message: '口令太弱。',
        data: z.object({ rule: z.string(), account: z.enum(['admin', 'security', 'officer']) }),
      },
      UNKNOWN_PLACE: { status: 422, message: '没有这个县级区划代码。' },
      SAME_USERNAME: { status: 422, message: '各账户的用户名不能相同。' },
    })
    .input(
      z.object({
        code: words(0, 40),
        county: placeCode,
        centerName: words(2, 60),
        /** One police station unit for every town, so that warnings have somewhere to go. */
        stationsByTown: z.boolean().default(true),
        /** System administrator: accounts and configuration, no business data (rules.md §10.3). */
        admin: account,
        /**
         * Security administrator: agrees to what the system administrator asks for. Without one the first rights can only be
         * given by the emergency path.
         */
        security: account.optional(),
        /** First duty officer: the person who works the desk. */
        officer: account,
      }),
    )
    .output(z.object({ ok: z.literal(true) })),
};
