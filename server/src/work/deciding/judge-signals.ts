import { type FraudType, fraudTypes, type Signal } from '@lanzha/contract';
import {
  type Counts,
  countsOf,
  historyOf,
  type Judgement,
  judge,
  noHistory,
  recordEvent,
  recordEvidence,
  type SignalFacts,
  type Thresholds,
} from '@lanzha/engine/scoring';
import type { Subject } from './states.ts';
import type { Identifier } from './subjects.ts';
import type { TextJudge } from './text-judge.ts';

/** A signal ready to be judged. Times in milliseconds since 1970. */
export interface Candidate {
  readonly signal: Signal;
  readonly at: number;
  readonly identifiers: readonly Identifier[];
}

export interface Decided extends Judgement {
  /** Blind index of the strongest identifier known for the subject. */
  readonly person: string;
  /** Persons that turned out to be this one: weaker identifiers that stood alone until now. */
  readonly absorbed: readonly string[];
}

export interface Limits {
  readonly now: number;
  /** Older than this is stored without velocity; milliseconds (house.md: 7 days). */
  readonly lateLimit: number;
  /** Lowest score of each level. */
  readonly thresholds: Thresholds;
}

/** Judges one signal against the rows of its identifiers and counts it into them. `ref` is where its payload will lie. */
export function judgeSignal(
  candidate: Candidate,
  subjects: ReadonlyMap<string, Subject>,
  ref: { batch: number; ord: number },
  texts: TextJudge,
  limits: Limits,
): Decided {
  const rows = candidate.identifiers.map(({ key }) => subjects.get(key)!);
  const { person, absorbed } = resolvePerson(candidate.identifiers, rows);
  const facts = factsOf(candidate, texts);
  const late = limits.now - candidate.at > limits.lateLimit;
  const judgement = judge(
    facts,
    late
      ? noHistory
      : historyOf(
          rows.map((row) => row.state),
          facts.minute,
        ),
    limits.thresholds,
  );
  const counts = countsOf(facts);
  const matters = judgement.score > 0 || isSuspect(counts);
  for (const row of rows) {
    if (!late) recordEvent(row.state, facts.minute, counts);
    if (matters) {
      recordEvidence(row.state, {
        ...ref,
        at: Math.max(0, Math.floor(candidate.at / 1000)),
        score: judgement.score,
      });
    }
    row.changed = true;
  }
  return { ...judgement, person, absorbed };
}

const isSuspect = (counts: Counts) =>
  (counts.suspectCalls ?? 0) +
    (counts.scamTexts ?? 0) +
    (counts.screenSharings ?? 0) +
    (counts.spoofedCalls ?? 0) >
  0;

/** idNo > phone > account: weaker rows point to the strongest identifier seen with them. */
function resolvePerson(identifiers: readonly Identifier[], rows: readonly Subject[]) {
  let person = identifiers[0]!.key;
  let rank = identifiers[0]!.rank;
  for (const row of rows) {
    if (row.rank > rank) {
      person = row.person;
      rank = row.rank;
    }
  }
  const absorbed: string[] = [];
  rows.forEach((row, index) => {
    const own = identifiers[index]!;
    if (row.person === person || own.key === person) return;
    if (row.version !== null && row.rank < rank) absorbed.push(row.person);
    row.person = person;
    row.rank = rank;
  });
  return { person, absorbed };
}

function factsOf({ signal, at }: Candidate, texts: TextJudge): SignalFacts {
  const facts: SignalFacts = {
    kind: signal.kind,
    minute: Math.floor(at / 60_000),
    text: texts.judge(signal),
  };
  switch (signal.kind) {
    case 'sms':
      facts.from = signal.from;
      break;
    case 'call':
      facts.from = signal.from;
      facts.seconds = signal.seconds;
      facts.overseas = signal.overseas;
      break;
    case 'install':
      facts.screenSharing = signal.screenSharing;
      break;
    case 'transfer':
      facts.amount = signal.amount;
      facts.newPayee = signal.newPayee;
      break;
    case 'report':
      facts.already = signal.already;
      break;
    case 'instruction':
      facts.instructed = signal.level;
      facts.instructedType = asFraudType(signal.fraudType);
      break;
    case 'visit':
      break;
  }
  return facts;
}

const asFraudType = (value: string | undefined): FraudType | undefined =>
  fraudTypes.find((type) => type === value);
