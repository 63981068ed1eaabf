import * as z from 'zod';
import { endpoint, id, openEndpoint, placeRef, unitRef, words } from '../common.ts';
import { acts, installationKinds, roles } from '../terms.ts';

/** Who is signed in. `csrf` goes back in the header `x-csrf-token` with every request that changes something. */
export const me = z.object({
  id,
  name: z.string(),
  username: z.string(),
  roles: z.array(z.enum(roles)),
  acts: z.array(z.enum(acts)),
  unit: unitRef,
  place: placeRef,
  mustChangePassword: z.boolean(),
  csrf: z.string(),
  installation: z.object({ kind: z.enum(installationKinds), county: placeRef }),
  serverTime: z.string(),
});
export type Me = z.infer<typeof me>;

export const session = {
  get: endpoint
    .route({ method: 'GET', path: '/session', tags: ['session'], summary: '当前登录的人' })
    .output(me),
  create: openEndpoint
    .route({ method: 'POST', path: '/session', tags: ['session'], summary: '登录' })
    .errors({
      WRONG_CREDENTIALS: { status: 401, message: '用户名或口令不对。' },
      LOCKED: {
        status: 423,
        message: '失败次数过多,账户已暂时锁定。',
        data: z.object({ until: z.string() }),
      },
    })
    .input(
      z.object({
        username: words(1, 60),
        password: z.string().min(1).max(200),
        totp: z.string().max(10).optional(),
      }),
    )
    .output(me),
  delete: endpoint
    .route({ method: 'DELETE', path: '/session', tags: ['session'], summary: '退出' })
    .output(z.object({ ok: z.literal(true) })),
  changePassword: endpoint
    .route({ method: 'POST', path: '/session/password', tags: ['session'], summary: '修改自己的口令' })
    .errors({
      WRONG_CREDENTIALS: { status: 401, message: '原口令不对。' },
      WEAK_PASSWORD: { status: 422, message: '新口令太弱。', data: z.object({ rule: z.string() }) },
    })
    .input(z.object({ current: z.string().max(200), next: z.string().max(200) }))
    .output(me),
};
