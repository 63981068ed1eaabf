import * as z from 'zod';
import { endpoint, notFound } from '../common.ts';

/** `low`: everybody is told. `full`: nothing new is taken in until there is room again. */
export const diskStates = ['ok', 'low', 'full'] as const;
export type DiskState = (typeof diskStates)[number];

/** One sentence in both languages of the interface. */
const sentence = z.object({ zh: z.string(), en: z.string() });

export const checks = [
  'database',
  'schema',
  'setup',
  'disk',
  'backup',
  'files',
  'keys',
  'audit',
  'clock',
  'zone',
  'jobs',
  'deliveries',
  'params',
  'accounts',
  'network',
  'certificate',
  'web',
  'text',
] as const;
export type Check = (typeof checks)[number];

/** What one check found, and what to do about it; `todo` is null when nothing is. */
export const finding = z.object({
  check: z.enum(checks),
  level: z.enum(['ok', 'warn', 'bad']),
  text: sentence,
  todo: sentence.nullable(),
});
export type OperationFinding = z.infer<typeof finding>;

/** `failed`: given up after all attempts. `reason` is a code, never the words of an error. */
export const systemJob = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['running', 'waiting', 'retrying', 'failed']),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  runAt: z.string(),
  startedAt: z.string().nullable(),
  reason: z.string().nullable(),
});
export type SystemJob = z.infer<typeof systemJob>;

/** Of a job that runs by itself: `lastAt` null = never yet. */
export const scheduledJob = z.object({
  name: z.string(),
  lastAt: z.string().nullable(),
  nextAt: z.string().nullable(),
});
export type ScheduledJob = z.infer<typeof scheduledJob>;

export const operation = {
  notice: endpoint
    .route({
      method: 'GET',
      path: '/operation/notice',
      tags: ['operation'],
      summary: '每个人都要知道的系统状况',
    })
    .output(z.object({ disk: z.enum(diskStates) })),
  state: endpoint
    .route({ method: 'GET', path: '/operation/state', tags: ['operation'], summary: '系统检查' })
    .output(z.object({ at: z.string(), findings: z.array(finding) })),
  jobs: endpoint
    .route({ method: 'GET', path: '/operation/jobs', tags: ['operation'], summary: '后台作业' })
    .output(z.object({ items: z.array(systemJob), schedule: z.array(scheduledJob) })),
  retryJob: endpoint
    .route({
      method: 'POST',
      path: '/operation/jobs/{id}/retry',
      tags: ['operation'],
      summary: '再次执行失败的作业',
    })
    .errors({ ...notFound, NOT_FAILED: { status: 409, message: '这个作业没有失败,或已经在执行。' } })
    .input(z.object({ id: z.string().regex(/^\d{1,18}$/) }))
    .output(z.object({ ok: z.literal(true) })),
};
