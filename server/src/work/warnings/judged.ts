import { type Level, levels } from '@lanzha/contract';
import type { Judged } from './evidence-summary.ts';
import { maskReasons } from './masking.ts';
import type { Raise } from './raise.ts';

type Judgement = Raise['judgements'][number];

/** Index of the level; an instruction counts at least as what it says (interfaces.md, Signals). */
export function levelOf({ level, signal }: Judgement): number {
  const indexOf = (name: Level) => levels.indexOf(name);
  return signal.kind === 'instruction' ? Math.min(indexOf(level), indexOf(signal.level)) : indexOf(level);
}

/** The judgements of a raise as parts of a warning, words masked. */
export function judgedOf({ judgements }: Raise): Judged[] {
  return judgements.map((j) => ({
    level: levelOf(j),
    score: j.score,
    reasons: maskReasons(j.reasons, j.signal.subject),
    at: j.at,
  }));
}

/** Type of the highest-scored judgement that names one. */
export function fraudTypeOf({ judgements }: Raise): string | null {
  const named = judgements.filter((j) => j.fraudType !== null);
  return named.toSorted((a, b) => b.score - a.score)[0]?.fraudType ?? null;
}

/** The earliest deadline that instructions themselves set. */
export function instructedDue({ judgements }: Raise): Date | null {
  const dues = judgements.flatMap(({ signal }) =>
    signal.kind === 'instruction' && signal.due !== undefined ? [Date.parse(signal.due)] : [],
  );
  return dues.length === 0 ? null : new Date(Math.min(...dues));
}

/** The latest place the signals tell, those of now before those of earlier. */
export function placeOf({ judgements, earlier }: Pick<Raise, 'judgements' | 'earlier'>): string | undefined {
  return [...earlier, ...judgements].findLast(({ signal }) => signal.subject.place !== undefined)?.signal
    .subject.place;
}
