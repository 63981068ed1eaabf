import type { FraudType, Level, Outcome } from '@lanzha/contract';
import { type DrillType, drillTypes } from './texts/index.ts';
import type { ThreadTruth, Truth } from './truth.ts';

/** What the system made of the story, read from its tables. Instants in milliseconds, money in fen. */
export interface ScoredWarning {
  readonly id: string;
  readonly level: Level;
  readonly fraudType: FraudType | null;
  readonly receivedAt: number;
  /** First attempt that reached the person, or the meeting. */
  readonly reachedAt: number | null;
  /** First attempt, also in vain. */
  readonly triedAt: number | null;
  readonly signedAt: number | null;
  readonly met: boolean;
  readonly outcome: Outcome | null;
  readonly overdue: boolean;
  /** With proof; the database keeps no other (rules.md §6.3). */
  readonly saved: number;
  /** Only an instruction from above raised it: not a detection of ours. */
  readonly instructed: boolean;
}

/** The warning that each signal of the truth went into; a merged warning is named by the one it went into. */
export type WarningOfSignal = ReadonlyMap<string, string>;

export interface Detection {
  /** Attempts to cheat somebody, and those among them that found belief. */
  readonly attempts: number;
  readonly serious: number;
  readonly detected: number;
  readonly detectedSerious: number;
  /** Of those that would end in a payment: how many had a warning before the first one. */
  readonly inTime: number;
  readonly payable: number;
  /** Warnings of this type that stand on an attempt, and all warnings of this type. */
  readonly right: number;
  readonly warnings: number;
  /** `right / warnings`, `detectedSerious / serious` and their harmonic mean; null where there is nothing to divide. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

export interface Span {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export interface DrillScore {
  readonly detection: { readonly all: Detection; readonly byType: Readonly<Record<DrillType, Detection>> };
  /** Attempts whose first warning came from above alone. */
  readonly onlyInstructed: number;
  readonly minutes: {
    /** First signal of the attempt → its warning. */
    readonly toDesk: Span;
    /** Warning → first attempt to reach the person; → the person reached. */
    readonly toFirstContact: Span;
    readonly toReached: Span;
    /** The same as `toFirstContact`, of the urgent and high ones. */
    readonly toFirstContactUrgent: Span;
  };
  readonly money: {
    /** What would have gone if nobody had stepped in. */
    readonly stake: number;
    readonly lost: number;
    /** Stake of those who were brought off it, less what they had paid. */
    readonly prevented: number;
    /** What officers entered as saved, with proof; and the part of it on attempts that were really stopped. */
    readonly savedWithProof: number;
    readonly savedAndTrue: number;
  };
  readonly follow: {
    readonly warnings: number;
    readonly signed: number;
    readonly contacted: number;
    readonly met: number;
    readonly closed: number;
    readonly overdue: number;
    readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
    /** Closed as "not matched" though somebody was being cheated. */
    readonly wronglyDismissed: number;
  };
}

interface Attempt {
  readonly truth: ThreadTruth;
  readonly firstSignal: number | null;
  readonly firstPaid: number | null;
  readonly lost: number;
  readonly stopped: boolean;
  readonly warnings: readonly ScoredWarning[];
}

/** Compares what happened with what was done about it. Pure. */
export function scoreDrill(
  truth: readonly Truth[],
  warnings: readonly ScoredWarning[],
  warningOf: WarningOfSignal,
): DrillScore {
  const attempts = attemptsOf(truth, warnings, warningOf);
  const behind = new Map<string, Attempt[]>();
  for (const attempt of attempts)
    for (const { id } of attempt.warnings) behind.set(id, [...(behind.get(id) ?? []), attempt]);
  const isRight = ({ id }: ScoredWarning) => behind.has(id);
  const found = attempts.filter((one) => one.warnings.length > 0);
  const byType = Object.fromEntries(
    drillTypes.map((type) => [
      type,
      detectionOf(
        attempts.filter((one) => one.truth.type === type),
        warnings.filter((one) => one.fraudType === type && !one.instructed),
        ({ id }) => (behind.get(id) ?? []).some((one) => one.truth.type === type),
      ),
    ]),
  ) as Record<DrillType, Detection>;
  return {
    detection: {
      all: detectionOf(
        attempts,
        warnings.filter((one) => !one.instructed),
        isRight,
      ),
      byType,
    },
    onlyInstructed: found.filter((one) => one.warnings.every(({ instructed }) => instructed)).length,
    minutes: {
      toDesk: spanOf(
        found.flatMap((one) => (one.firstSignal === null ? [] : [earliest(one.warnings) - one.firstSignal])),
      ),
      toFirstContact: spanOf(warnings.flatMap(waitingOf)),
      toReached: spanOf(
        warnings.flatMap((one) => (one.reachedAt === null ? [] : [one.reachedAt - one.receivedAt])),
      ),
      toFirstContactUrgent: spanOf(
        warnings.filter(({ level }) => level === 'urgent' || level === 'high').flatMap(waitingOf),
      ),
    },
    money: moneyOf(attempts, warnings, behind),
    follow: followOf(warnings, isRight),
  };
}

const waitingOf = ({ triedAt, receivedAt }: ScoredWarning) =>
  triedAt === null ? [] : [triedAt - receivedAt];

function attemptsOf(
  truth: readonly Truth[],
  warnings: readonly ScoredWarning[],
  warningOf: WarningOfSignal,
): Attempt[] {
  const byId = new Map(warnings.map((one) => [one.id, one]));
  const signals = Map.groupBy(
    truth.filter((one) => one.kind === 'signal'),
    ({ thread }) => thread,
  );
  const payments = Map.groupBy(
    truth.filter((one) => one.kind === 'paid'),
    ({ thread }) => thread,
  );
  const stopped = new Set(truth.flatMap((one) => (one.kind === 'stopped' ? [one.thread] : [])));
  const threads = truth.filter((one) => one.kind === 'thread');
  return threads
    .filter(({ id }) => signals.has(id) || payments.has(id))
    .map((thread): Attempt => {
      const sent = signals.get(thread.id) ?? [];
      const paid = payments.get(thread.id) ?? [];
      const raised = new Set(sent.flatMap(({ id }) => warningOf.get(id) ?? []));
      return {
        truth: thread,
        firstSignal: sent.length === 0 ? null : Math.min(...sent.map(({ at }) => at)),
        firstPaid: paid.length === 0 ? null : Math.min(...paid.map(({ at }) => at)),
        lost: paid.reduce((sum, { amount }) => sum + amount, 0),
        stopped: stopped.has(thread.id),
        warnings: [...raised].flatMap((id) => byId.get(id) ?? []),
      };
    });
}

const earliest = (warnings: readonly ScoredWarning[]) =>
  Math.min(...warnings.map(({ receivedAt }) => receivedAt));

function detectionOf(
  attempts: readonly Attempt[],
  warnings: readonly ScoredWarning[],
  isRight: (warning: ScoredWarning) => boolean,
): Detection {
  const isSerious = ({ truth }: Attempt) => truth.ending !== 'ignored';
  const isFound = (one: Attempt) => one.warnings.some(({ instructed }) => !instructed);
  const payable = attempts.filter(({ truth }) => truth.stake > 0);
  const serious = attempts.filter(isSerious).length;
  const detectedSerious = attempts.filter((one) => isSerious(one) && isFound(one)).length;
  const right = warnings.filter(isRight).length;
  const precision = share(right, warnings.length);
  const recall = share(detectedSerious, serious);
  return {
    attempts: attempts.length,
    serious,
    detected: attempts.filter(isFound).length,
    detectedSerious,
    inTime: payable.filter(
      (one) => one.warnings.length > 0 && (one.firstPaid === null || earliest(one.warnings) <= one.firstPaid),
    ).length,
    payable: payable.length,
    right,
    warnings: warnings.length,
    precision,
    recall,
    f1:
      precision === null || recall === null || precision + recall === 0
        ? null
        : (2 * precision * recall) / (precision + recall),
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function moneyOf(
  attempts: readonly Attempt[],
  warnings: readonly ScoredWarning[],
  behind: ReadonlyMap<string, readonly Attempt[]>,
): DrillScore['money'] {
  const stopped = attempts.filter((one) => one.stopped);
  return {
    stake: sumOf(attempts, ({ truth }) => truth.stake),
    lost: sumOf(attempts, ({ lost }) => lost),
    prevented: sumOf(stopped, ({ truth, lost }) => truth.stake - lost),
    savedWithProof: sumOf(warnings, ({ saved }) => saved),
    savedAndTrue: sumOf(warnings, ({ id, saved }) => {
      const left = sumOf(
        (behind.get(id) ?? []).filter((one) => one.stopped),
        ({ truth, lost }) => truth.stake - lost,
      );
      return Math.min(saved, left);
    }),
  };
}

function followOf(
  warnings: readonly ScoredWarning[],
  isRight: (warning: ScoredWarning) => boolean,
): DrillScore['follow'] {
  const count = (fits: (one: ScoredWarning) => boolean) => warnings.filter(fits).length;
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of warnings) if (outcome !== null) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return {
    warnings: warnings.length,
    signed: count((one) => one.signedAt !== null),
    contacted: count((one) => one.reachedAt !== null),
    met: count((one) => one.met),
    closed: count((one) => one.outcome !== null),
    overdue: count((one) => one.overdue),
    outcomes,
    wronglyDismissed: count((one) => one.outcome === 'not_matched' && isRight(one)),
  };
}

const sumOf = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((sum, one) => sum + of(one), 0);

/** Of milliseconds, in minutes with one decimal. A warning that came before the signal it is measured from counts as none. */
function spanOf(spans: readonly number[]): Span {
  const sorted = spans.map((ms) => Math.max(0, ms) / 60_000).sort((a, b) => a - b);
  const at = (part: number) =>
    sorted.length === 0
      ? null
      : Math.round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]! * 10) / 10;
  return { count: sorted.length, median: at(0.5), p90: at(0.9) };
}
