import type { FraudType, Level, Reason, Signal } from '@lanzha/contract';
import type { StoredTrace } from '@lanzha/engine/scoring';

/** One signal with what was decided about it. `batchId` and `ord` say where its payload lies sealed. */
export interface RaisedSignal {
  readonly batchId: number;
  readonly ord: number;
  /** Event time. */
  readonly at: Date;
  readonly score: number;
  readonly reasons: readonly Reason[];
  readonly signal: Signal;
  /** The whole evaluation; of what raised something. */
  readonly trace?: StoredTrace | null;
}

/** One person within one micro-batch, already grouped: no person stands in two raises. */
export interface Raise {
  /** Blind index (uuid) of the strongest identifier. */
  readonly person: string;
  /** Persons now known to be the same one: their open warnings merge into this one. */
  readonly absorb: readonly string[];
  /** In event order; none when the person was only recognised: then open warnings merge and nothing is created. */
  readonly judgements: readonly (RaisedSignal & {
    readonly level: Level;
    readonly fraudType: FraudType | null;
  })[];
  /** Evidence from before that raised nothing by itself; attached when the warning is created. */
  readonly earlier: readonly RaisedSignal[];
  readonly source: string;
  /** Unit of the sender. */
  readonly unitOfKey: string;
}

export interface Raised {
  readonly warningId: string;
  readonly created: boolean;
  readonly level: Level;
}
