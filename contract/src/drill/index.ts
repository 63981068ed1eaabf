import * as z from 'zod';
import { endpoint, instant } from '../common.ts';

export { type DrillBeside, drillDoor } from './door.ts';

/** What an instructor may let happen now; the scripts are in engine/src/drill/emergencies.ts. */
export const drillEmergencies = ['branch_elder', 'student_sharing', 'refund_wave', 'finance_boss'] as const;
export type DrillEmergency = (typeof drillEmergencies)[number];

/** Story time runs so many times as fast as the clock on the wall. */
export const drillSpeed = z.number().min(0.1).max(600);

export const drillState = z.object({
  /** Whether this database is a drill at all. */
  drill: z.boolean(),
  /** Whether a server feeds it now (`serve --drill --live`). */
  live: z.boolean(),
  running: z.boolean(),
  speed: z.number(),
  /** Whether the officers of the story go on working beside the trainees. */
  colleagues: z.boolean(),
  /** How far the story has been told; null for a real database, and before the district is made. */
  storyAt: instant.nullable(),
  /** Signals sent since the district was made, beyond its history. */
  sent: z.number().int(),
  /** What may be started. */
  emergencies: z.array(z.enum(drillEmergencies)),
  /** The last of those that were, the newest first. */
  started: z.array(z.object({ n: z.number().int(), kind: z.enum(drillEmergencies), at: instant })),
});
export type DrillState = z.infer<typeof drillState>;

const running = endpoint.errors({
  NOT_A_DRILL: { status: 409, message: '这是正式库，没有演练。' },
  NOT_LIVE: {
    status: 409,
    message: '演练现在没有在进行。请用 lanzha serve --drill --live 启动服务。',
  },
});

export const drill = {
  state: endpoint
    .route({ method: 'GET', path: '/drill', tags: ['drill'], summary: '是不是演练、走到哪里、快慢' })
    .output(drillState),
  control: running
    .route({
      method: 'POST',
      path: '/drill/control',
      tags: ['drill'],
      summary: '开始、暂停、调快慢、同事办不办',
    })
    .input(
      z.object({
        running: z.boolean().optional(),
        speed: drillSpeed.optional(),
        colleagues: z.boolean().optional(),
      }),
    )
    .output(drillState),
  emergency: running
    .route({ method: 'POST', path: '/drill/emergencies', tags: ['drill'], summary: '现在发生一起突发情况' })
    .input(z.object({ kind: z.enum(drillEmergencies) }))
    .output(drillState),
};
