import * as z from 'zod';
import { endpoint } from '../common.ts';
import { signal, signalAnswer } from './schema.ts';

export * from './schema.ts';

/** Manual entry at the desk: the same decision as POST /signals, under the person's own unit. */
export const signals = {
  enter: endpoint
    .route({ method: 'POST', path: '/signals/enter', tags: ['signals'], summary: '手工录入一条线索' })
    .errors({
      REJECTED: { status: 422, message: '这条线索没有通过检查。', data: z.object({ reason: z.string() }) },
    })
    .input(signal)
    .output(signalAnswer),
};
