import * as z from 'zod';

/**
 * Server-sent events of `GET /api/v1/live`. Each has an SSE id for `Last-Event-ID`.
 * `reset` is sent when the resume point is no longer kept: reload what is on screen.
 */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('warning.created'), id: z.uuid(), level: z.string(), at: z.string() }),
  z.object({ type: z.literal('warning.changed'), id: z.uuid(), version: z.number().int(), at: z.string() }),
  /** For one person alone: a notice came, or was read in another window. */
  z.object({ type: z.literal('notice.changed'), id: z.uuid(), at: z.string() }),
  /** `id` is what the file belongs to. */
  z.object({ type: z.literal('file.attached'), id: z.uuid(), at: z.string() }),
  /** A clock of a warning spoke by itself; the version of the warning stays. */
  z.object({
    type: z.literal('warning.clock'),
    id: z.uuid(),
    clock: z.enum(['contact', 'meet']),
    step: z.enum(['prewarn', 'due', 'escalate', 'resume']),
    at: z.string(),
  }),
  z.object({ type: z.literal('incident.changed'), id: z.uuid(), version: z.number().int(), at: z.string() }),
  z.object({ type: z.literal('reset') }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
