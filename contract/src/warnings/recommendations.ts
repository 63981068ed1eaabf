import * as z from 'zod';
import { contactMethods, outcomes } from '../terms.ts';
import { warningActs } from './acts.ts';

/** Why an act is recommended; its sentence stands in the words of the web (practice.md W4–W6). */
export const recommendedFor = [
  'not_placed',
  'sign_first',
  'sign_or_return',
  'review_transfer',
  'transfer_waits',
  'urgent_call',
  'urgent_visit',
  'high_call',
  'middle_call',
  'low_remind',
  'other_way',
  'visit_unreached',
  'seek_way',
  'truly_unreachable',
  'stop_payment',
  'meet_by_two',
  'second_talk',
  'middle_visit',
  'refuses',
  'end_dissuaded',
] as const;

export const recommendation = z.object({
  act: z.enum(warningActs),
  why: z.enum(recommendedFor),
  /** What the form of the act begins with. */
  method: z.enum(contactMethods).nullable(),
  outcome: z.enum(outcomes).nullable(),
});
export type Recommendation = z.infer<typeof recommendation>;
