import * as z from 'zod';
import { endpoint, id, notFound, placeCode, placeRef, unitRef, words } from '../common.ts';
import { roles, unitKinds } from '../terms.ts';

export const unit = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind: z.enum(unitKinds),
  place: placeRef,
  parent: unitRef.nullable(),
  people: z.number().int(),
});
export type Unit = z.infer<typeof unit>;

export const person = z.object({
  id,
  name: z.string(),
  username: z.string(),
  unit: unitRef,
  roles: z.array(z.enum(roles)),
  mustChangePassword: z.boolean(),
  disabledAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
});
export type Person = z.infer<typeof person>;

export const directory = {
  places: endpoint
    .route({ method: 'GET', path: '/directory/places', tags: ['directory'], summary: '本地区划' })
    .input(z.object({ parent: placeCode.optional() }))
    .output(z.array(placeRef.extend({ level: z.number().int(), children: z.number().int() }))),
  units: endpoint
    .route({ method: 'GET', path: '/directory/units', tags: ['directory'], summary: '单位' })
    .input(z.object({ q: words(0, 60).optional(), kind: z.enum(unitKinds).optional() }))
    .output(z.array(unit)),
  createUnit: endpoint
    .route({ method: 'POST', path: '/directory/units', tags: ['directory'], summary: '新增单位' })
    .errors({
      CODE_TAKEN: { status: 409, message: '这个单位编码已有单位使用。' },
      UNKNOWN_PLACE: { status: 422, message: '没有这个区划代码。' },
    })
    .input(
      z.object({
        code: z
          .string()
          .trim()
          .regex(/^[A-Za-z0-9_-]{2,40}$/),
        name: words(2, 60),
        kind: z.enum(unitKinds),
        place: placeCode,
        parent: id.optional(),
      }),
    )
    .output(unit),
  people: endpoint
    .route({ method: 'GET', path: '/directory/people', tags: ['directory'], summary: '人员' })
    .input(z.object({ unit: id.optional(), q: words(0, 60).optional() }))
    .output(z.array(person)),
  createPerson: endpoint
    .route({ method: 'POST', path: '/directory/people', tags: ['directory'], summary: '新增人员' })
    .errors({
      USERNAME_TAKEN: { status: 409, message: '这个用户名已有人使用。' },
      UNKNOWN_UNIT: { status: 422, message: '没有这个单位。' },
      ROLES_EXCLUDE: { status: 422, message: '系统、安全、审计管理员互斥,也不能兼任业务岗位。' },
      WEAK_PASSWORD: { status: 422, message: '口令太弱。', data: z.object({ rule: z.string() }) },
    })
    .input(
      z.object({
        name: words(1, 60),
        username: z
          .string()
          .trim()
          .regex(/^[a-z][a-z0-9._-]{2,39}$/),
        unit: id,
        roles: z.array(z.enum(roles)).min(1).max(4),
        /** First password; must be changed at the first sign-in. */
        password: z.string().min(1).max(200),
      }),
    )
    .output(person),
  disablePerson: endpoint
    .route({
      method: 'POST',
      path: '/directory/people/{id}/disable',
      tags: ['directory'],
      summary: '停用账户',
    })
    .errors({ ...notFound, LAST_ADMIN: { status: 422, message: '这是最后一个系统管理员,不能停用。' } })
    .input(z.object({ id, disabled: z.boolean() }))
    .output(person),
};
