import type { Emergency, EmergencyKind } from './emergencies.ts';
import type { Stage, StoryLine } from './lines.ts';
import type { DrillType } from './texts/index.ts';
import type { Thread } from './threads.ts';
import type { DrillSender } from './units.ts';

/**
 * What really went on, one record a line of the file of truth. It lies beside the database and never in it: nothing that
 * decides or shows may read it, only the score does.
 */
export type Truth =
  /** First line: how the district was made. `from` and `until` bound the history (milliseconds). */
  | {
      readonly kind: 'drill';
      readonly seed: number;
      readonly scale: number;
      readonly days: number;
      readonly from: number;
      readonly until: number;
    }
  | ThreadTruth
  /** A signal of a thread that was sent; `at` is the instant it carries. */
  | {
      readonly kind: 'signal';
      readonly id: string;
      readonly at: number;
      readonly sender: DrillSender;
      readonly thread: string;
      readonly stage: Stage;
    }
  /** A payment that went through, seen by somebody or not; fen. `at` by the clock of the signals. */
  | { readonly kind: 'paid'; readonly thread: string; readonly at: number; readonly amount: number }
  /** The person was brought off it: nothing more was paid. Story time. */
  | { readonly kind: 'stopped'; readonly thread: string; readonly at: number }
  | {
      readonly kind: 'emergency';
      readonly n: number;
      readonly emergency: EmergencyKind;
      readonly at: number;
    };

export interface ThreadTruth {
  readonly kind: 'thread';
  readonly id: string;
  readonly type: DrillType;
  readonly gang: string;
  readonly begins: number;
  /** How it ends if nobody steps in. */
  readonly ending: Thread['ending'];
  readonly listens: Thread['listens'];
  /** Fen that go if nobody steps in. */
  readonly stake: number;
  readonly victim: string;
  readonly phone: string;
}

export const truthOfThread = ({
  id,
  type,
  gang,
  begins,
  ending,
  listens,
  payments,
  victim,
}: Thread): ThreadTruth => ({
  kind: 'thread',
  id,
  type,
  gang: gang.id,
  begins,
  ending,
  listens,
  stake: payments.reduce((sum, { amount }) => sum + amount, 0),
  victim: victim.name,
  phone: victim.phone,
});

export const truthOfLine = ({ id, sender, thread, stage }: StoryLine, at: number): Truth[] =>
  thread === null || stage === null ? [] : [{ kind: 'signal', id, at, sender, thread, stage }];

export const truthOfEmergency = ({ n, kind, at }: Emergency): Truth => ({
  kind: 'emergency',
  n,
  emergency: kind,
  at,
});
