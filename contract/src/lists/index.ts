import * as z from 'zod';
import { endpoint, id, notFound, wordsOnly } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';
export * from './terms.ts';

const expired = { EXPIRED: { status: 404, message: '这次查找已过期,请重新查找。' } } as const;

/** `POST /api/v1/lists/warnings/export` is a plain route: a stream of XLSX or CSV. */
export const lists = {
  warnings: endpoint
    .route({
      method: 'GET',
      path: '/lists/warnings',
      tags: ['lists'],
      summary: '全部预警:按条件筛选、按几列排序',
    })
    .errors({ ...expired, ...wordsOnly })
    .input(s.tableQuery)
    .output(s.tablePage),
};

const changing = endpoint.errors({
  ...notFound,
  CHANGED: {
    status: 409,
    message: '这个视图刚在别处改过,已为您刷新。',
    data: z.object({ version: z.number().int(), by: z.string().nullable() }),
  },
});
const full = {
  TOO_MANY_VIEWS: { status: 422, message: '自己的视图已有 50 个,请先删去不用的。' },
} as const;
const versioned = z.object({ id, version: z.number().int() });

/** Views that somebody keeps, and the order of the tabs; what is shared is seen by the own unit. */
export const views = {
  list: endpoint
    .route({ method: 'GET', path: '/views', tags: ['views'], summary: '保存的视图和标签顺序' })
    .output(s.viewsAnswer),
  create: endpoint
    .route({ method: 'POST', path: '/views', tags: ['views'], summary: '保存视图' })
    .errors(full)
    .input(s.viewInput)
    .output(s.savedView),
  change: changing
    .route({ method: 'POST', path: '/views/{id}/change', tags: ['views'], summary: '修改、改名、共享视图' })
    .input(s.viewInput.extend({ id, version: z.number().int() }))
    .output(s.savedView),
  remove: changing
    .route({ method: 'POST', path: '/views/{id}/remove', tags: ['views'], summary: '删除视图(可撤销)' })
    .input(versioned)
    .output(s.savedView),
  restore: changing
    .route({ method: 'POST', path: '/views/{id}/restore', tags: ['views'], summary: '撤销删除视图' })
    .errors(full)
    .input(versioned)
    .output(s.savedView),
  arrange: endpoint
    .route({ method: 'POST', path: '/views/arrange', tags: ['views'], summary: '排列标签、设定默认视图' })
    .errors({
      CHANGED: {
        status: 409,
        message: '标签的顺序刚在别处改过,已为您刷新。',
        data: z.object({ version: z.number().int(), by: z.string().nullable() }),
      },
    })
    .input(s.arrangement)
    .output(s.arrangement),
};
