import type { Level } from '@lanzha/contract';
import type { History, SignalFacts } from './facts.ts';
import { type Feature, featureWords } from './features.ts';
import { type Fired, type Rule, rulesOf } from './rules/index.ts';
import { windowOf, yuan } from './say.ts';
import { defaultThresholds, type Judgement, nextLevel, type Thresholds, weigh } from './score.ts';

/** What became of one rule. */
export interface RuleTrace {
  readonly code: string;
  readonly title: string;
  readonly fired: boolean;
  /** Points; 0 when it did not fire. */
  readonly weight: number;
  /** Why it fired, or what was missing and by how much. */
  readonly text: string;
  /** Did not fire, but only one of the things it needs was missing, and that not by much. */
  readonly near: boolean;
}

/** A count of the history that a rule looked at. */
export interface SumTrace {
  readonly feature: Feature;
  /** Minutes. */
  readonly window: number;
  readonly sum: number;
}

/** The whole evaluation of one signal: why, and why not. No identifier in it. */
export interface Trace extends Judgement {
  /** Those that fired, strongest first; then near misses; then the others. Every rule of the kind is there once. */
  readonly rules: readonly RuleTrace[];
  readonly sums: readonly SumTrace[];
  readonly thresholds: Thresholds;
  /** The level above; null at the top. */
  readonly next: { readonly level: Level; readonly points: number } | null;
}

/** Judges like `judge` and keeps everything that was looked at. Costs several times as much: for warnings and for questions. */
export function explain(
  facts: SignalFacts,
  history: History,
  thresholds: Thresholds = defaultThresholds,
  table: readonly Rule[] = rulesOf[facts.kind],
): Trace {
  const sums = new Map<string, SumTrace>();
  const watched: History = {
    sum(feature, window) {
      const sum = history.sum(feature, window);
      sums.set(`${feature}/${window}`, { feature, window, sum });
      return sum;
    },
  };
  const fired: [Rule, Fired][] = [];
  const missed: RuleTrace[] = [];
  for (const rule of table) {
    const missing = rule.needs.filter((need) => !need.met(facts, watched));
    if (missing.length === 0) fired.push([rule, rule.fire(facts, watched)]);
    else {
      const text = `${missing.map((need) => need.lacks(facts, watched)).join('；')}。`;
      const near = missing.length === 1 && !missing[0]!.far(facts, watched);
      missed.push({ code: rule.code, title: rule.title, fired: false, weight: 0, text, near });
    }
  }
  const judgement = weigh(fired, facts, thresholds);
  const titles = new Map(table.map(({ code, title }) => [code, title]));
  const hits = judgement.reasons.map(({ code, text, weight }) => ({
    code,
    title: titles.get(code) ?? code,
    fired: true,
    weight,
    text,
    near: false,
  }));
  missed.sort((a, b) => Number(b.near) - Number(a.near) || (a.code < b.code ? -1 : 1));
  return {
    ...judgement,
    rules: [...hits, ...missed],
    sums: [...sums.values()],
    thresholds,
    next: nextLevel(judgement.score, thresholds),
  };
}

/** A count as it is read: what, over how long, how much. */
export function sumWords({ feature, window, sum }: SumTrace): { what: string; over: string; value: string } {
  return {
    what: featureWords[feature],
    over: windowOf(window),
    value: feature === 'amount' ? yuan(sum) : `${sum} 次`,
  };
}
