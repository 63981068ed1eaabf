import * as z from 'zod';
import { endpoint, notFound, words } from '../common.ts';
import { explained, explainedStored, signal, signalAnswer } from './schema.ts';

export * from './schema.ts';

const rejected = {
  REJECTED: { status: 422, message: '这条线索没有通过检查。', data: z.object({ reason: z.string() }) },
} as const;

/** Manual entry at the desk: the same decision as POST /signals, under the person's own unit; and why, or why not. */
export const signals = {
  enter: endpoint
    .route({ method: 'POST', path: '/signals/enter', tags: ['signals'], summary: '手工录入一条线索' })
    .errors(rejected)
    .input(signal)
    .output(signalAnswer),
  explain: endpoint
    .route({
      method: 'POST',
      path: '/signals/explain',
      tags: ['signals'],
      summary: '试算:一条信号现在会怎样判定(不入库，留痕)',
    })
    .errors(rejected)
    .input(signal)
    .output(explained),
  explainStored: endpoint
    .route({
      method: 'POST',
      path: '/signals/explain-stored',
      tags: ['signals'],
      summary: '一条已收下的信号为什么报警、为什么没有报警(留痕)',
    })
    .errors(notFound)
    .input(z.object({ id: z.string().min(1).max(128), source: words(1, 100) }))
    .output(explainedStored),
};
