import type { Level, SignalTrace } from '@lanzha/contract';
import { explain, sumWords } from './explain.ts';
import type { History, SignalFacts } from './facts.ts';
import { type Feature, features } from './features.ts';
import { titleOf } from './rules/index.ts';
import { nextLevel, type Thresholds } from './score.ts';

/** What of a signal was found in the known lists: which member, what the list says, the entry. */
export type ListedIn = readonly [
  what: 'from' | 'payee' | 'url' | 'app',
  verdict: 'bad' | 'good',
  entry: string,
];

/** A trace as it is kept with the evidence of a warning: the words as they were, without what their codes say again. */
export interface StoredTrace {
  readonly v: 1;
  readonly score: number;
  readonly level: Level | null;
  /** urgent, high, middle, low */
  readonly thresholds: readonly [number, number, number, number];
  /** code, points, sentence, 1 = near miss */
  readonly rules: readonly (readonly [string, number, string, 0 | 1])[];
  /** feature, minutes, sum */
  readonly sums: readonly (readonly [Feature, number, number])[];
  readonly listed: readonly ListedIn[];
  /** Judged without its history. */
  readonly late: boolean;
}

/** Explains a judgement and packs it. */
export function keepTrace(
  facts: SignalFacts,
  history: History,
  thresholds: Thresholds,
  { listed = [], late = false }: Partial<Pick<StoredTrace, 'listed' | 'late'>> = {},
): StoredTrace {
  const { score, level, rules, sums } = explain(facts, history, thresholds);
  const { urgent, high, middle, low } = thresholds;
  return {
    v: 1,
    score,
    level,
    thresholds: [urgent, high, middle, low],
    rules: rules.map(({ code, weight, text, near }) => [code, weight, text, near ? 1 : 0] as const),
    sums: sums.map(({ feature, window, sum }) => [feature, window, sum] as const),
    listed,
    late,
  };
}

/** As people read it. Titles are those of today; a rule that is gone is called by its code. */
export function openTrace(stored: StoredTrace): SignalTrace {
  const [urgent, high, middle, low] = stored.thresholds;
  const thresholds = { urgent, high, middle, low };
  return {
    score: stored.score,
    level: stored.level,
    next: nextLevel(stored.score, thresholds),
    thresholds,
    rules: stored.rules.map(([code, weight, text, near]) => ({
      code,
      title: titleOf(code),
      fired: weight > 0,
      near: near === 1,
      weight,
      text,
    })),
    sums: stored.sums
      .filter(([feature]) => features.includes(feature))
      .map(([feature, window, sum]) => sumWords({ feature, window, sum })),
    listed: stored.listed.map(([what, verdict, entry]) => ({ what, verdict, entry })),
    late: stored.late,
  };
}
