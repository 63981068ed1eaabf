import type { FraudType, Level, Reason } from '@lanzha/contract';
import { type History, isUnclear, type SignalFacts } from './facts.ts';
import { type Fired, type Rule, rulesOf } from './rules/index.ts';

const levels = ['urgent', 'high', 'middle', 'low'] as const satisfies readonly Level[];

/** Lowest score (0–100) of each level; parameters, not law. Below `low` nothing is dispatched. */
export type Thresholds = Readonly<Record<Level, number>>;
export const defaultThresholds: Thresholds = { urgent: 80, high: 60, middle: 40, low: 25 };

export interface Judgement {
  /** 0–100. A score dispatches work; it never restricts anybody (rules.md §10.2). */
  score: number;
  level: Level | null;
  /** Strongest first. */
  reasons: Reason[];
  fraudType: FraudType | null;
}

const calm: Judgement = { score: 0, level: null, reasons: [], fraudType: null };

/** Judges one signal in the light of what came before it. */
export function judge(
  facts: SignalFacts,
  history: History,
  thresholds: Thresholds = defaultThresholds,
  table: readonly Rule[] = rulesOf[facts.kind],
): Judgement {
  let fired: [Rule, Fired][] | undefined;
  for (let at = 0; at < table.length; at++) {
    const rule = table[at]!;
    if (!isMet(rule, facts, history)) continue;
    fired ??= [];
    fired.push([rule, rule.fire(facts, history)]);
  }
  return fired === undefined ? calm : weigh(fired, facts, thresholds);
}

function isMet({ needs }: Rule, facts: SignalFacts, history: History): boolean {
  for (let at = 0; at < needs.length; at++) if (!needs[at]!.met(facts, history)) return false;
  return true;
}

/** Independent reasons strengthen each other (noisy-or). In whatever order the rules stood, the answer is the same. */
export function weigh(
  fired: readonly (readonly [Rule, Fired])[],
  facts: SignalFacts,
  thresholds: Thresholds,
): Judgement {
  if (fired.length === 0) return calm;
  const ordered = fired.toSorted(([a, x], [b, y]) => y.weight - x.weight || (a.code < b.code ? -1 : 1));
  let left = 1;
  let fraudType: FraudType | null = null;
  for (const [, { weight, fraudType: named }] of ordered) {
    left *= 1 - Math.min(weight, 100) / 100;
    fraudType ??= named ?? null;
  }
  const score = Math.round(100 * (1 - left));
  return {
    score,
    level: atLeast(levelOf(score, thresholds), leastOf(facts)),
    reasons: ordered.map(([{ code }, { text, weight }]) => ({ code, text, weight })),
    fraudType,
  };
}

function levelOf(score: number, thresholds: Thresholds): Level | null {
  return levels.find((level) => score >= thresholds[level]) ?? null;
}

/** The next level that the score has not reached, and how many points it takes. */
export function nextLevel(score: number, thresholds: Thresholds): { level: Level; points: number } | null {
  const level = levels.findLast((one) => score < thresholds[one]);
  return level === undefined ? null : { level, points: thresholds[level] - score };
}

/**
 * An instruction always becomes a warning of at least its level (interfaces.md). A report that leaves open whether the person was
 * cheated is seen by somebody, whatever its words look like to a model.
 */
const leastOf = (facts: SignalFacts): Level | undefined =>
  facts.instructed ?? (isUnclear(facts) ? 'low' : undefined);

function atLeast(level: Level | null, least: Level | undefined): Level | null {
  if (least === undefined) return level;
  if (level === null) return least;
  return levels[Math.min(levels.indexOf(level), levels.indexOf(least))] ?? level;
}
