import * as z from 'zod';
import { endpoint, id, notFound, words } from '../common.ts';
import * as s from './schema.ts';
import { contactFunctions } from './terms.ts';

export * from './schema.ts';
export * from './terms.ts';

const changing = endpoint.errors({
  ...notFound,
  CHANGED: {
    status: 409,
    message: '刚被别人改过,已为您刷新。',
    data: z.object({ version: z.number().int().nullable(), by: z.string().nullable() }),
  },
});
const member = {
  UNKNOWN_UNIT: { status: 422, message: '没有这个单位,或不在您的范围内。' },
  UNKNOWN_ACCOUNT: { status: 422, message: '没有这个账户,或账户不属于这个单位。' },
  ACCOUNT_TAKEN: { status: 409, message: '这个账户已经登记给另一个人。' },
} as const;
const gone = { LEFT: { status: 422, message: '此人已经离开,不能再登记。' } } as const;
const versioned = z.object({ id, version: z.number().int() });
const why = words(2, 300);

/** `GET /api/v1/staff/export` with the filters of the list is a plain route: a stream of CSV. */
export const staff = {
  list: endpoint
    .route({ method: 'GET', path: '/staff', tags: ['staff'], summary: '人员登记' })
    .input(s.staffListQuery)
    .output(
      z.object({ items: z.array(s.staffMember), next: z.string().nullable(), total: z.number().int() }),
    ),
  get: endpoint
    .route({ method: 'GET', path: '/staff/{id}', tags: ['staff'], summary: '一个人的全部登记' })
    .errors(notFound)
    .input(z.object({ id }))
    .output(s.staffDetail),
  create: endpoint
    .route({ method: 'POST', path: '/staff', tags: ['staff'], summary: '登记一个人' })
    .errors(member)
    .input(s.memberInput)
    .output(s.staffDetail),
  change: changing
    .route({ method: 'POST', path: '/staff/{id}/change', tags: ['staff'], summary: '修改登记' })
    .errors({ ...member, ...gone })
    .input(s.memberInput.extend({ id, version: z.number().int() }))
    .output(s.staffDetail),
  leave: changing
    .route({
      method: 'POST',
      path: '/staff/{id}/leave',
      tags: ['staff'],
      summary: '登记离开;所任联系人随之空缺',
    })
    .errors(gone)
    .input(versioned.extend({ why }))
    .output(s.staffDetail),
  addEntry: endpoint
    .route({ method: 'POST', path: '/staff/{id}/entries', tags: ['staff'], summary: '登记借调、培训、资格' })
    .errors({ ...notFound, ...gone, UNKNOWN_UNIT: member.UNKNOWN_UNIT })
    .input(s.entryInput)
    .output(s.staffDetail),
  strikeEntry: endpoint
    .route({
      method: 'POST',
      path: '/staff/entries/{id}/strike',
      tags: ['staff'],
      summary: '划去登记错的一条',
    })
    .errors({ ...notFound, ALREADY_STRUCK: { status: 409, message: '这一条已经划去。' } })
    .input(z.object({ id, why }))
    .output(s.staffDetail),
  phone: endpoint
    .route({
      method: 'POST',
      path: '/staff/{id}/phone',
      tags: ['staff'],
      summary: '查看完整电话(须填事由,留痕)',
    })
    .errors(notFound)
    .input(z.object({ id, reason: words(2, 200) }))
    .output(z.object({ phone: z.string().nullable() })),
  contacts: endpoint
    .route({ method: 'GET', path: '/staff/contacts', tags: ['staff'], summary: '各单位联系人' })
    .input(
      z.object({
        unit: id.optional(),
        function: z.enum(contactFunctions).optional(),
        /** Also those of before. */
        past: z.union([z.boolean(), z.stringbool()]).optional(),
      }),
    )
    .output(z.array(s.staffContact)),
  attention: endpoint
    .route({
      method: 'GET',
      path: '/staff/contacts/attention',
      tags: ['staff'],
      summary: '空缺、久未确认、未报送的联系人',
    })
    .output(
      z.object({
        gaps: z.array(s.contactGap),
        stale: z.array(s.staffContact),
        unreported: z.array(s.staffContact),
        /** After so many days without a confirmation it is asked about. */
        days: z.number().int(),
      }),
    ),
  appoint: changing
    .route({ method: 'POST', path: '/staff/contacts', tags: ['staff'], summary: '指定或接替联系人' })
    .errors({
      ...gone,
      UNKNOWN_UNIT: member.UNKNOWN_UNIT,
      SAME_PERSON: { status: 422, message: '此人已经是这一项的联系人。' },
    })
    .input(s.appointInput)
    .output(
      z.object({
        contact: s.staffContact,
        /** Open warnings that went to the successor. */ tasks: z.number().int(),
      }),
    ),
  endContact: changing
    .route({ method: 'POST', path: '/staff/contacts/{id}/end', tags: ['staff'], summary: '联系人不再担任' })
    .input(versioned.extend({ why }))
    .output(s.staffContact),
  confirmContact: changing
    .route({
      method: 'POST',
      path: '/staff/contacts/{id}/confirm',
      tags: ['staff'],
      summary: '确认联系人仍然有效',
    })
    .input(versioned)
    .output(s.staffContact),
  reportContact: changing
    .route({
      method: 'POST',
      path: '/staff/contacts/{id}/report',
      tags: ['staff'],
      summary: '变更已报送对方',
    })
    .input(versioned)
    .output(s.staffContact),
};
