import type { Calendar } from './calendar.ts';

/** How long a duty may take, in working time of its calendar; milliseconds. `due` and `escalate` are apart (features.md, clocks). */
export interface ClockPolicy {
  readonly calendar: Calendar;
  /** From the start. Zero or less: it was due before it started, by an instruction that came late. */
  readonly due: number;
  /** Before `due`, the longest first: a stop-payment warns 24 h, 6 h and 1 h ahead (rules.md §3.4). Empty: no pre-warning. */
  readonly prewarn: readonly number[];
  /** After `due`, the shortest first: one for each level that it goes up (practice.md W3). Empty: nobody is told. */
  readonly escalate: readonly number[];
}

/** `prewarn1` is the earliest warning, `escalate1` the first level above. */
export type Step = `prewarn${number}` | 'due' | `escalate${number}`;

/** A step and when it comes, in working time since the start; milliseconds. */
export interface Rung {
  readonly step: Step;
  readonly after: number;
}

/** All steps of a policy in the order in which they come. @throws RangeError for spans that are negative or out of order */
export function ladderOf({ due, prewarn, escalate }: ClockPolicy): readonly Rung[] {
  if (prewarn.some((span, i) => !(span > 0) || span > (prewarn[i - 1] ?? Number.POSITIVE_INFINITY)))
    throw new RangeError('pre-warnings must be positive, the longest first');
  if (escalate.some((span, i) => !(span >= (escalate[i - 1] ?? 0))))
    throw new RangeError('escalations must not be negative, the shortest first');
  return [
    ...prewarn.map((span, i): Rung => ({ step: `prewarn${i + 1}`, after: due - span })),
    { step: 'due', after: due },
    ...escalate.map((span, i): Rung => ({ step: `escalate${i + 1}`, after: due + span })),
  ];
}

export const isPrewarning = (step: Step): boolean => step.startsWith('prewarn');
