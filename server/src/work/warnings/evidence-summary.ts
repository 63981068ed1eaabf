import type { Reason } from '@lanzha/contract';

const mostReasons = 12;

/** One reason a code, the strongest wording of each, strongest first. */
export function mergeReasons(...lists: readonly (readonly Reason[])[]): Reason[] {
  const best = new Map<string, Reason>();
  for (const reason of lists.flat()) {
    const known = best.get(reason.code);
    if (known === undefined || reason.weight > known.weight) best.set(reason.code, reason);
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight).slice(0, mostReasons);
}

export interface Judged {
  /** Index in contract levels; null for what was no warning by itself. */
  readonly level: number | null;
  readonly score: number;
  readonly reasons: readonly Reason[];
  readonly at: Date;
}

/**
 * What a warning says of itself, from all its evidence: the worst level, the highest score, every reason once.
 * @throws RangeError without any evidence
 */
export function summaryOf(evidence: readonly Judged[]) {
  if (evidence.length === 0) throw new RangeError('a warning needs evidence');
  return {
    level: Math.min(...evidence.map((e) => e.level ?? Number.POSITIVE_INFINITY)),
    score: Math.max(...evidence.map((e) => e.score)),
    reasons: mergeReasons(...evidence.map((e) => e.reasons)),
    lastEvidenceAt: new Date(Math.max(...evidence.map((e) => e.at.getTime()))),
  };
}
