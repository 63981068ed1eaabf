import { endpoint, notFound } from '../common.ts';
import * as s from './schema.ts';

export * from './schema.ts';
export * from './terms.ts';

const tags = ['board'];

/** 领导看板: one page, no personal data; every figure opens the records behind it. */
export const board = {
  read: endpoint
    .route({ method: 'GET', path: '/board', tags, summary: '领导看板:今日与平常、谁落在后面' })
    .output(s.boardPage),
  records: endpoint
    .route({ method: 'GET', path: '/board/records', tags, summary: '一个数字背后的预警' })
    .errors(notFound)
    .input(s.boardRecordsQuery)
    .output(s.boardRecords),
};
