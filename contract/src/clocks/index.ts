import * as z from 'zod';
import { instant } from '../common.ts';

/** `met` in time, `late` after it was due, `cancelled` when the duty fell away. */
export const clockStates = ['running', 'paused', 'met', 'late', 'cancelled'] as const;
export type ClockState = (typeof clockStates)[number];

/** Why a clock stands still: only what somebody outside the house has to answer (practice.md W6, rules.md §6.2). */
export const pauseReasons = ['operator_answer', 'upper_answer', 'appointment'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Why a clock may not be paused now. */
export const pauseBars = [
  'urgent',
  'not_running',
  'paused',
  'overdue',
  'not_signed',
  'not_tried',
  'too_often',
] as const;
export type PauseBar = (typeof pauseBars)[number];

/** To whom a clock goes when nobody keeps it, from near to far (practice.md W3). */
export const escalationRoles = ['leader', 'duty_officer'] as const;

export const escalation = z.object({
  at: instant,
  to: z.enum(escalationRoles),
  unitName: z.string(),
  /** It has gone there. */
  done: z.boolean(),
});

/** What every clock tells, whatever it belongs to. */
export const clockView = z.object({
  state: z.enum(clockStates),
  startedAt: instant,
  /** When it is due if nothing changes; of a paused one, if nobody resumes it. null once it has ended. */
  dueAt: instant.nullable(),
  /** From here on it is nearly due. */
  warnAt: instant.nullable(),
  endedAt: instant.nullable(),
  pausedUntil: instant.nullable(),
  pauseReason: z.enum(pauseReasons).nullable(),
  escalations: z.array(escalation),
});
