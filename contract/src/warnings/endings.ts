import * as z from 'zod';
import { id, instant, personRef } from '../common.ts';
import { outcomes } from '../terms.ts';

/** Whether the order to stop the payment was asked for (practice.md W5). */
export const stopPayments = ['asked', 'already', 'not_possible'] as const;
export type StopPayment = (typeof stopPayments)[number];

/** Why a warning was none (rules.md §6.1: false alarms). */
export const falseAlarms = [
  'not_the_person',
  'own_transfer',
  'acquaintance',
  'real_service',
  'no_contact',
  'other',
] as const;
export type FalseAlarm = (typeof falseAlarms)[number];

/** What was tried to find another way to somebody who cannot be reached (practice.md W6). */
export const soughtWays = ['other_number', 'address', 'family', 'operator', 'community'] as const;
export type SoughtWay = (typeof soughtWays)[number];

/** Who was told that somebody refuses to listen; relatives only on the ground that a contact states. */
export const toldParties = ['leader', 'community', 'bank', 'family'] as const;
export type ToldParty = (typeof toldParties)[number];

const fen = z.number().int().min(0).max(1_000_000_000_000);

/** What was lost; null is "unknown", which has to be said too. */
export const loss = z.object({ amount: fen.nullable(), at: instant.nullable() });

/** What the last ending said. */
export const ending = z.object({
  outcome: z.enum(outcomes),
  at: instant,
  by: personRef,
  loss: loss.nullable(),
  stopPayment: z.enum(stopPayments).nullable(),
  falseAlarm: z.enum(falseAlarms).nullable(),
  sought: z.array(z.enum(soughtWays)),
  told: z.array(z.enum(toldParties)),
  /** Duplicate: of which. */
  of: z.object({ id, no: z.number().int() }).nullable(),
  /** Money that counts as saved, and money that was said to be without proof and counts as 0; null: none was named. */
  savedFen: fen.nullable(),
  claimedFen: fen.nullable(),
});
export type Ending = z.infer<typeof ending>;

/** No new warning below urgent is dispatched for this person until then. */
export const quietPeriod = z.object({
  id,
  fromAt: instant,
  untilAt: instant,
  by: personRef,
  liftedAt: instant.nullable(),
  /** Signals that came meanwhile and were not dispatched. */
  held: z.number().int(),
  running: z.boolean(),
  mayLift: z.boolean(),
});
export type QuietPeriod = z.infer<typeof quietPeriod>;

export const transferKinds = ['inside', 'outside'] as const;
export const transferStates = ['pending', 'accepted', 'returned', 'withdrawn'] as const;
/** The last handing over of a warning. */
export const transfer = z.object({
  id,
  kind: z.enum(transferKinds),
  state: z.enum(transferStates),
  from: z.string(),
  /** The unit inside the county, or the place outside it. */
  to: z.string(),
  askedBy: personRef,
  askedAt: instant,
  endedBy: personRef.nullable(),
  endedAt: instant.nullable(),
});
export type Transfer = z.infer<typeof transfer>;
