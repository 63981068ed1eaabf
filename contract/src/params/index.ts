import * as z from 'zod';
import { endpoint, id, notFound, words } from '../common.ts';
import { certainties } from '../terms.ts';
import * as s from './schema.ts';

export * from './schema.ts';

export const params = {
  list: endpoint
    .route({
      method: 'GET',
      path: '/params',
      tags: ['params'],
      summary: '参数表:数值、出处、确信度、生效时间',
    })
    .output(z.array(s.param)),
  history: endpoint
    .route({
      method: 'GET',
      path: '/params/{code}/history',
      tags: ['params'],
      summary: '一项参数的全部版本,最新的在前',
    })
    .errors(notFound)
    .input(z.object({ code: s.paramCode }))
    .output(z.array(s.paramVersion)),
  /** What a past decision was made with: it keeps the ids of versions. */
  versions: endpoint
    .route({ method: 'GET', path: '/params/versions', tags: ['params'], summary: '按版本号查当时的数值' })
    .input(z.object({ ids: z.string().regex(/^\d{1,15}(,\d{1,15}){0,49}$/) }))
    .output(z.array(s.paramVersion)),
  /** For the mark that stands wherever an unverified number acts. */
  marks: endpoint
    .route({ method: 'GET', path: '/params/marks', tags: ['params'], summary: '现行参数的确信度' })
    .output(z.record(z.string(), z.enum(certainties))),
  propose: endpoint
    .route({ method: 'POST', path: '/params/{code}/propose', tags: ['params'], summary: '申请修改参数' })
    .errors({
      ...notFound,
      OUT_OF_BOUNDS: {
        status: 422,
        message: '数值超出这项参数允许的范围。',
        data: s.paramBounds,
      },
      OUT_OF_ORDER: { status: 422, message: '紧急、高、中、低的分数线要依次降低。' },
      TOO_EARLY: { status: 422, message: '生效时间不能早于现在;过去的数值不改。' },
      ALREADY_ASKED: { status: 409, message: '这件事已有一份申请在等待批准。', data: z.object({ id }) },
    })
    .input(s.proposal.extend({ code: s.paramCode }))
    .output(z.object({ approval: id })),
  withdraw: endpoint
    .route({
      method: 'POST',
      path: '/params/versions/{version}/withdraw',
      tags: ['params'],
      summary: '撤回尚未生效的修改',
    })
    .errors({
      ...notFound,
      TOO_LATE: { status: 409, message: '已经生效或即将生效,不能撤回;请另行申请修改。' },
      OUT_OF_ORDER: { status: 422, message: '撤回后分数线不再依次降低。请先撤回之后才生效的那些修改。' },
    })
    .input(z.object({ version: z.coerce.number().int().positive().max(1e15), why: words(4, 500) }))
    .output(s.paramVersion),
};
