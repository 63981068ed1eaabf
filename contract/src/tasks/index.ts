import * as z from 'zod';
import { endpoint, instant } from '../common.ts';
import { warningSummary } from '../warnings/index.ts';

/** Why something is a task of this person. */
export const taskKinds = ['assigned', 'unsigned', 'follow_up', 'lent'] as const;
export type TaskKind = (typeof taskKinds)[number];
/** What has to be done next. */
export const taskDuties = ['sign', 'contact', 'meet', 'close', 'follow_up'] as const;
export type TaskDuty = (typeof taskDuties)[number];

const task = z.object({
  kind: z.enum(taskKinds),
  duty: z.enum(taskDuties),
  /** null when no clock runs. */
  dueAt: instant.nullable(),
  warning: warningSummary,
});
export type Task = z.infer<typeof task>;

export const tasks = {
  list: endpoint
    .route({ method: 'GET', path: '/tasks', tags: ['tasks'], summary: '我的任务,先到期的在前' })
    .output(
      z.object({
        /** At most two hundred. */
        items: z.array(task),
        total: z.number().int(),
        counts: z.record(z.enum(taskKinds), z.number().int()),
        asOf: instant,
      }),
    ),
};
