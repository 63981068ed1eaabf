import * as z from 'zod';
import { endpoint } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';

/** Reading leaves an audit record itself. GET /audit/export is a plain route: it streams. */
export const audit = {
  list: endpoint
    .route({ method: 'GET', path: '/audit/records', tags: ['audit'], summary: '审计记录,最新的在前' })
    .input(s.auditListQuery)
    .output(z.object({ items: z.array(s.auditRecord), next: z.string().nullable() })),
  events: endpoint
    .route({ method: 'GET', path: '/audit/events', tags: ['audit'], summary: '出现过的事件名称' })
    .output(z.array(z.string())),
  state: endpoint
    .route({ method: 'GET', path: '/audit/state', tags: ['audit'], summary: '封存状态' })
    .output(s.auditState),
};
