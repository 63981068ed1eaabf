import type { FraudType, SignalKind } from '@lanzha/contract';
import type { History, SignalFacts } from '../facts.ts';

/** A rule that fired: points 0–100 and one sentence an officer can read aloud. No identifiers in it. */
export interface Fired {
  weight: number;
  text: string;
  fraudType?: FraudType | undefined;
}

/** One thing a rule asks for. Pure; more evidence never turns a met need into an unmet one. */
export interface Need {
  readonly met: (facts: SignalFacts, history: History) => boolean;
  /** What is missing and by how much, as part of a sentence; asked only when it is not met. */
  readonly lacks: (facts: SignalFacts, history: History) => string;
  /** Not even half of it is there: missing it is no near miss. */
  readonly far: (facts: SignalFacts, history: History) => boolean;
}

/** One decision rule over the signal and the history before it (practice.md W10): fires when everything it needs is there. */
export interface Rule {
  /** `kind.what`, for ever: stored traces name it. */
  readonly code: string;
  readonly kind: SignalKind;
  /** What it looks for, as a short phrase. */
  readonly title: string;
  /** The official type it is about (rules.md §7); absent when the words decide, or when it is about any. */
  readonly type?: FraudType;
  /** Cheapest first. */
  readonly needs: readonly Need[];
  readonly fire: (facts: SignalFacts, history: History) => Fired;
}
