import { type FraudType, fraudTypes, type Signal } from '@lanzha/contract';
import {
  type Counts,
  countsOf,
  type History,
  historyOf,
  type Judgement,
  judge,
  keepTrace,
  type ListedIn,
  noHistory,
  recordEvent,
  recordEvidence,
  type SignalFacts,
  type StoredTrace,
  type TextVerdict,
  type Thresholds,
} from '@lanzha/engine/scoring';
import { addListed, type Judges } from './list-facts.ts';
import type { Subject } from './states.ts';
import type { Identifier } from './subjects.ts';

/** A signal ready to be judged. Times in milliseconds since 1970. */
export interface Candidate {
  readonly signal: Signal;
  readonly at: number;
  readonly identifiers: readonly Identifier[];
  /** What its words look like; undefined when it has none. */
  readonly words: TextVerdict | undefined;
}

export interface Decided extends Judgement {
  /** Blind index of the strongest identifier known for the subject. */
  readonly person: string;
  /** Persons that turned out to be this one: weaker identifiers that stood alone until now. */
  readonly absorbed: readonly string[];
  /** Why it became a warning, and what else was looked at; null for what raises nothing by itself. */
  readonly trace: StoredTrace | null;
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
  { lists }: Pick<Judges, 'lists'>,
  limits: Limits,
): Decided {
  const rows = candidate.identifiers.map(({ key }) => subjects.get(key)!);
  const { person, absorbed } = resolvePerson(rows, subjects);
  const { facts, hits } = factsOf(candidate, lists);
  const late = limits.now - candidate.at > limits.lateLimit;
  const history = late ? noHistory : historyBefore(rows, facts.minute);
  const judgement = judge(facts, history, limits.thresholds);
  const trace =
    judgement.level === null ? null : keepTrace(facts, history, limits.thresholds, { listed: hits, late });
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
  return { ...judgement, person, absorbed, trace };
}

const isSuspect = (counts: Counts) =>
  (counts.suspectCalls ?? 0) +
    (counts.scamTexts ?? 0) +
    (counts.screenSharings ?? 0) +
    (counts.spoofedCalls ?? 0) +
    (counts.badContacts ?? 0) +
    (counts.linkTexts ?? 0) +
    (counts.badVisits ?? 0) +
    (counts.badApps ?? 0) >
  0;

/** What the rows of a person's identifiers count before a minute. */
export const historyBefore = (rows: readonly Pick<Subject, 'state'>[], minute: number): History =>
  historyOf(
    rows.map((row) => row.state),
    minute,
  );

/**
 * idNo > phone > account: what is seen together belongs to the strongest known of it. Who stood alone under a weaker
 * identifier comes along with all that points to it; what belongs to somebody equally strong only moves over by itself.
 */
function resolvePerson(rows: readonly Subject[], subjects: ReadonlyMap<string, Subject>) {
  const roots = rows.map((row) => rootOf(row, subjects));
  let best = roots[0]!;
  for (const root of roots) if (root.rank > best.rank) best = root;
  const { person, rank } = best;
  const absorbed: string[] = [];
  rows.forEach((row, index) => {
    const root = roots[index]!;
    if (root.person !== person && root.rank < rank) {
      // A row that nobody has counted in yet stands for nobody.
      if (root.version !== null || root.changed) absorbed.push(root.person);
      pointTo(root, person, rank);
    }
    pointTo(row, person, rank);
  });
  return { person, absorbed };
}

/** The row at the end of the chain of owners, as far as it was read: its `person` is whom `row` belongs to. */
function rootOf(row: Subject, subjects: ReadonlyMap<string, Subject>): Subject {
  let at = row;
  while (at.person !== at.key) {
    const owner = subjects.get(at.person);
    if (owner === undefined) break;
    at = owner;
  }
  return at;
}

function pointTo(row: Subject, person: string, rank: Subject['rank']): void {
  if (row.person === person) return;
  row.person = person;
  row.rank = rank;
  row.changed = true;
}

/** What scoring looks at in a signal, with what the known lists say of it. */
export function factsOf(
  { signal, at, words }: Omit<Candidate, 'identifiers'>,
  lists: Judges['lists'],
): { facts: SignalFacts; hits: readonly ListedIn[] } {
  const facts: SignalFacts = {
    kind: signal.kind,
    minute: Math.floor(at / 60_000),
    text: words,
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
  return { facts, hits: addListed(facts, signal, lists) };
}

const asFraudType = (value: string | undefined): FraudType | undefined =>
  fraudTypes.find((type) => type === value);
