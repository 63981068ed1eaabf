import * as z from 'zod';
import { endpoint, id, notFound, placeCode, placeRef, unitRef, words } from '../common.ts';
import { roles, unitKinds } from '../terms.ts';
import { matrixEndpoints } from './matrix.ts';

export * from './matrix.ts';

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

/** What may be asked for about an account; a second person decides (rules.md §10.3). */
const rightsRequests = ['rights.change', 'rights.restore', 'rights.disable', 'account.reset'] as const;
const why = words(2, 500);
const alreadyAsked = {
  ALREADY_ASKED: {
    status: 409,
    message: '这件事已有一份申请在等待批准。',
    data: z.object({ id }),
  },
} as const;
const exclusion = {
  ROLES_EXCLUDE: { status: 422, message: '系统、安全、审计管理员互斥,也不能兼任业务岗位。' },
} as const;
const lastAdmin = {
  LAST_ADMIN: { status: 422, message: '这是最后一个系统管理员,不能停用。' },
} as const;
const lastApprovers = {
  LAST_APPROVERS: {
    status: 422,
    message: '这样做之后,能批准申请的人不足两人,不能办理。请先增加安全管理员或领导,并由其登录一次。',
  },
} as const;
const weakPassword = {
  WEAK_PASSWORD: { status: 422, message: '口令太弱。', data: z.object({ rule: z.string() }) },
} as const;

export const person = z.object({
  id,
  name: z.string(),
  username: z.string(),
  unit: unitRef,
  roles: z.array(z.enum(roles)),
  mustChangePassword: z.boolean(),
  /** Whether a second factor is asked for at sign-in. */
  secondFactor: z.boolean(),
  /** Police or staff number: tells that two accounts are one human being. */
  staffNo: z.string().nullable(),
  /** A request about this account that waits for a second person. */
  pending: z.object({ id, kind: z.enum(rightsRequests) }).nullable(),
  disabledAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
});
export type Person = z.infer<typeof person>;

export const directory = {
  ...matrixEndpoints,
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
  /** The account is there at once and may do nothing; its roles wait for a second person. */
  createPerson: endpoint
    .route({ method: 'POST', path: '/directory/people', tags: ['directory'], summary: '新增人员' })
    .errors({
      USERNAME_TAKEN: { status: 409, message: '这个用户名已有人使用。' },
      UNKNOWN_UNIT: { status: 422, message: '没有这个单位。' },
      ...exclusion,
      ...alreadyAsked,
      ...weakPassword,
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
        staffNo: words(0, 40).optional(),
        why: why.optional(),
        /** First password; must be changed at the first sign-in. */
        password: z.string().min(1).max(200),
      }),
    )
    .output(person),
  /** Giving, changing and taking roles, and another unit: done by a second person's yes, but a unit that shows no more at once. */
  changeRights: endpoint
    .route({
      method: 'POST',
      path: '/directory/people/{id}/rights',
      tags: ['directory'],
      summary: '申请变更岗位、单位',
    })
    .errors({
      ...notFound,
      ...exclusion,
      ...alreadyAsked,
      ...lastAdmin,
      ...lastApprovers,
      UNKNOWN_UNIT: { status: 422, message: '没有这个单位。' },
      NOTHING_TO_CHANGE: { status: 422, message: '岗位和单位都没有变化。' },
    })
    .input(z.object({ id, roles: z.array(z.enum(roles)).max(4), unit: id, why }))
    .output(person),
  /** A new first password lets whoever knows it in: with roles on the account a second person has to agree. */
  resetPassword: endpoint
    .route({
      method: 'POST',
      path: '/directory/people/{id}/password',
      tags: ['directory'],
      summary: '申请重置口令',
    })
    .errors({
      ...notFound,
      ...alreadyAsked,
      ...weakPassword,
      OWN_ACCOUNT: { status: 422, message: '自己的口令请在“修改口令”里改。' },
    })
    .input(z.object({ id, password: z.string().min(1).max(200), why }))
    .output(person),
  /**
   * Disabling works at once: safety first; but not of one of the last two who may agree to something. Coming back waits for a
   * second person when the account holds roles.
   */
  disablePerson: endpoint
    .route({
      method: 'POST',
      path: '/directory/people/{id}/disable',
      tags: ['directory'],
      summary: '停用账户,或申请停用、恢复',
    })
    .errors({
      ...notFound,
      ...alreadyAsked,
      ...lastAdmin,
      ...lastApprovers,
    })
    .input(z.object({ id, disabled: z.boolean(), why: why.optional() }))
    .output(person),
};
