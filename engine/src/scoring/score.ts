import type { FraudType, Level, Reason } from '@lanzha/contract';
import type { History, SignalFacts } from './facts.ts';
import { type Rule, rules } from './rules.ts';

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

/** Judges one signal in the light of what came before it. Independent reasons strengthen each other (noisy-or). */
export function judge(
  facts: SignalFacts,
  history: History,
  thresholds: Thresholds = defaultThresholds,
  table: readonly Rule[] = rules,
): Judgement {
  let left = 1;
  let reasons: Reason[] | undefined;
  let fraudType: FraudType | null = null;
  let strongest = 0;
  for (const rule of table) {
    const fired = rule.judge(facts, history);
    if (fired === undefined) continue;
    reasons ??= [];
    reasons.push({ code: rule.code, text: fired.text, weight: fired.weight });
    left *= 1 - Math.min(fired.weight, 100) / 100;
    if (fired.fraudType !== undefined && fired.weight > strongest) {
      strongest = fired.weight;
      fraudType = fired.fraudType;
    }
  }
  if (reasons === undefined) return calm;
  reasons.sort((a, b) => b.weight - a.weight);
  const score = Math.round(100 * (1 - left));
  return { score, level: atLeast(levelOf(score, thresholds), facts.instructed), reasons, fraudType };
}

function levelOf(score: number, thresholds: Thresholds): Level | null {
  return levels.find((level) => score >= thresholds[level]) ?? null;
}

/** An instruction always becomes a warning of at least its level (interfaces.md). */
function atLeast(level: Level | null, instructed: Level | undefined): Level | null {
  if (instructed === undefined) return level;
  if (level === null) return instructed;
  return levels[Math.min(levels.indexOf(level), levels.indexOf(instructed))] ?? level;
}
