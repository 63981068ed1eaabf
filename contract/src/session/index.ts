import * as z from 'zod';
import { endpoint, id, notFound, openEndpoint, placeRef, unitRef, words } from '../common.ts';
import { acts, installationKinds, roles } from '../terms.ts';
import { factorRefusals, passwordRefusal, secondFactor, totpRefusal } from './second-factor.ts';

/** Who is signed in. `csrf` goes back in the header `x-csrf-token` with every request that changes something. */
export const me = z.object({
  id,
  name: z.string(),
  username: z.string(),
  roles: z.array(z.enum(roles)),
  acts: z.array(z.enum(acts)),
  unit: unitRef,
  place: placeRef,
  /** Nothing else is allowed before: a first password, or one that is too old. */
  mustChangePassword: z.boolean(),
  /** With `mustChangePassword`: it is one's own, but too old. */
  passwordExpired: z.boolean(),
  secondFactor,
  /** `endsAt`: when the session ends if the person does nothing more; `expiresAt`: whatever the person does. */
  session: z.object({ endsAt: z.string(), expiresAt: z.string() }),
  /** The sign-in before this one, and how many attempts failed in between. */
  lastSignIn: z.object({ at: z.string(), address: z.string(), failures: z.number().int() }).nullable(),
  csrf: z.string(),
  installation: z.object({ kind: z.enum(installationKinds), county: placeRef }),
  serverTime: z.string(),
});
export type Me = z.infer<typeof me>;

/** One of one's own live sessions. `device` names browser and system; empty when unknown. */
export const ownSession = z.object({
  id,
  device: z.string(),
  address: z.string(),
  since: z.string(),
  lastSeen: z.string(),
  current: z.boolean(),
});
export type OwnSession = z.infer<typeof ownSession>;

const ok = z.object({ ok: z.literal(true) });
const password = z.string().min(1).max(200);
/** Six digits of the generator; blanks between them do not matter. */
const code = z.string().max(10);
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const session = {
  get: endpoint
    .route({ method: 'GET', path: '/session', tags: ['session'], summary: '当前登录的人' })
    .output(me),
  create: openEndpoint
    .route({ method: 'POST', path: '/session', tags: ['session'], summary: '登录' })
    .errors({
      WRONG_CREDENTIALS: { status: 401, message: '用户名或口令不对。' },
      TOTP_REQUIRED: { status: 401, message: '口令正确。请再输入动态码。' },
      ...totpRefusal,
      LOCKED: {
        status: 423,
        message: '失败次数过多,账户已暂时锁定。',
        data: z.object({ until: z.string() }),
      },
    })
    .input(
      z.object({
        username: words(1, 60),
        password,
        totp: code.optional(),
        /** Instead of `totp`: one of the recovery codes. */
        recoveryCode: z.string().max(40).optional(),
      }),
    )
    .output(me),
  delete: endpoint
    .route({ method: 'DELETE', path: '/session', tags: ['session'], summary: '退出' })
    .output(ok),
  changePassword: endpoint
    .route({ method: 'POST', path: '/session/password', tags: ['session'], summary: '修改自己的口令' })
    .errors({
      WRONG_CREDENTIALS: { status: 401, message: '原口令不对。' },
      WEAK_PASSWORD: { status: 422, message: '新口令太弱。', data: z.object({ rule: z.string() }) },
    })
    .input(z.object({ current: z.string().max(200), next: z.string().max(200) }))
    .output(me),
  list: endpoint
    .route({ method: 'GET', path: '/session/all', tags: ['session'], summary: '自己的登录' })
    .output(z.array(ownSession)),
  end: endpoint
    .route({
      method: 'POST',
      path: '/session/all/{id}/end',
      tags: ['session'],
      summary: '退出自己的一个登录',
    })
    .errors(notFound)
    .input(z.object({ id }))
    .output(ok),
  endOthers: endpoint
    .route({ method: 'POST', path: '/session/all/end', tags: ['session'], summary: '退出自己的其他登录' })
    .output(z.object({ ended: z.number().int() })),
  beginFactor: endpoint
    .route({ method: 'POST', path: '/session/second-factor', tags: ['session'], summary: '开始启用动态码' })
    .errors({ ALREADY_ENROLLED: factorRefusals.ALREADY_ENROLLED })
    .output(z.object({ secret: z.string(), uri: z.string() })),
  confirmFactor: endpoint
    .route({
      method: 'POST',
      path: '/session/second-factor/confirm',
      tags: ['session'],
      summary: '启用动态码',
    })
    .errors({ ...passwordRefusal, ...totpRefusal, ...factorRefusals })
    .input(z.object({ password, code }))
    .output(recoveryCodes),
  renewRecoveryCodes: endpoint
    .route({
      method: 'POST',
      path: '/session/second-factor/recovery-codes',
      tags: ['session'],
      summary: '换一组恢复码',
    })
    .errors({ ...passwordRefusal, ...totpRefusal, NOT_ENROLLED: factorRefusals.NOT_ENROLLED })
    .input(z.object({ password, code }))
    .output(recoveryCodes),
  removeFactor: endpoint
    .route({
      method: 'POST',
      path: '/session/second-factor/remove',
      tags: ['session'],
      summary: '停用动态码',
    })
    .errors({ ...passwordRefusal, ...totpRefusal, NOT_ENROLLED: factorRefusals.NOT_ENROLLED })
    .input(z.object({ password, code: code.optional(), recoveryCode: z.string().max(40).optional() }))
    .output(ok),
};
