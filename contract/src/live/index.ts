import * as z from 'zod';

/**
 * Server-sent events of `GET /api/v1/live`. Each has an SSE id for `Last-Event-ID`.
 * `reset` is sent when the resume point is no longer kept: reload what is on screen.
 */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('warning.created'), id: z.uuid(), level: z.string(), at: z.string() }),
  z.object({ type: z.literal('warning.changed'), id: z.uuid(), version: z.number().int(), at: z.string() }),
  z.object({ type: z.literal('reset') }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
