import type { FraudType, Level, SignalKind } from '@lanzha/contract';
import { sumOver } from './buckets.ts';
import { type Caller, callerOf } from './caller.ts';
import { type Counts, type Feature, featureIndex, talkOf } from './features.ts';
import type { SubjectState } from './state.ts';

/** The part of a signal that scoring looks at: no identifier of anybody but the number that called. Amounts in fen. */
export interface SignalFacts {
  kind: SignalKind;
  /** Event time, minutes since 1970. */
  minute: number;
  from?: string | undefined;
  seconds?: number | undefined;
  overseas?: boolean | undefined;
  screenSharing?: boolean | undefined;
  amount?: number | undefined;
  newPayee?: boolean | undefined;
  already?: 'not_cheated' | 'cheated' | 'unknown' | undefined;
  instructed?: Level | undefined;
  instructedType?: FraudType | undefined;
  /** What the text classifier said of the message, the transcript or the report. */
  text?: TextVerdict | undefined;
  /** The message carries a web address. */
  link?: boolean | undefined;
  // What the known lists say (room links). A known-good value is never evidence.
  knownBadFrom?: boolean | undefined;
  knownBadPayee?: boolean | undefined;
  knownBadUrl?: boolean | undefined;
  knownBadApp?: boolean | undefined;
  knownGoodFrom?: boolean | undefined;
  knownGoodPayee?: boolean | undefined;
  knownGoodUrl?: boolean | undefined;
  knownGoodApp?: boolean | undefined;
  /** What `from` says, kept by whoever asks first. */
  caller?: Caller | undefined;
}

/** `type` null = looks normal; `score` 0–1 how sure. */
export interface TextVerdict {
  type: FraudType | null;
  score: number;
}

/** Reads windows over one or several identifiers of the same person; each event is counted in all of them, so the largest holds. */
export interface History {
  sum(feature: Feature, windowMinutes: number): number;
}

export function historyOf(states: readonly SubjectState[], minute: number): History {
  return {
    sum(feature, windowMinutes) {
      const bit = 1 << featureIndex[feature];
      let most = 0;
      for (let at = 0; at < states.length; at++) {
        if ((states[at]!.seen & bit) === 0) continue;
        const sum = sumOver(states[at]!.buckets, feature, minute, windowMinutes);
        if (sum > most) most = sum;
      }
      return most;
    },
  };
}

/** A history of nothing: for events too late to count (house.md, more than 7 days). */
export const noHistory: History = { sum: () => 0 };

/** From here on a text verdict counts. A choice, stricter than the 0.5 that `bench near-domain` reports on. */
export const likely = 0.7;
/** Talk is long and calm for most of it, so less is asked; `bench labels` shows what follows on dialogues. */
export const likelyInTalk = 0.5;
/** Asked of a sender of the known-good list: senders can be forged, so the words still count, but only when they are clear. */
export const clear = 0.9;

/** Fen: below 2,000 yuan. */
export const smallTransfer = 200_000;

function readCaller(facts: SignalFacts): Caller {
  facts.caller ??= callerOf(facts.from, facts.overseas);
  return facts.caller;
}

/** Dialled from abroad, by what the network says or by the number itself; never a number of the known-good list. */
export const isOverseas = (facts: SignalFacts): boolean =>
  facts.knownGoodFrom !== true && readCaller(facts).overseas;

/** The number was made to look like another. What stands in a list does not matter: an altered number is not that number. */
export const isSpoofed = (facts: SignalFacts): boolean => readCaller(facts).altered;

export const isSpoofedOfficial = (facts: SignalFacts): boolean =>
  readCaller(facts).altered && readCaller(facts).official;

export const isStranger = (facts: SignalFacts): boolean => isOverseas(facts) || isSpoofed(facts);

export const looksFraud = (facts: SignalFacts, sure: number): boolean => {
  const { text } = facts;
  if (text === undefined || text.type === null) return false;
  return text.score >= (facts.knownGoodFrom === true && sure < clear ? clear : sure);
};

/** Somebody reported, and whether the person was cheated nobody has asked yet. */
export const isUnclear = (facts: SignalFacts): boolean => facts.already === 'unknown';

export const isNewPayee = (facts: SignalFacts): boolean =>
  facts.newPayee === true && facts.knownGoodPayee !== true;

/** What this signal adds to the history of its subject. */
export function countsOf(facts: SignalFacts): Counts {
  switch (facts.kind) {
    case 'call':
      return callCounts(facts);
    case 'sms':
      return smsCounts(facts);
    case 'visit':
      return facts.knownBadUrl === true ? { visits: 1, badVisits: 1 } : { visits: 1 };
    case 'install': {
      const counts: Counts = { installs: 1 };
      if (facts.screenSharing === true) counts.screenSharings = 1;
      if (facts.knownBadApp === true) counts.badApps = 1;
      return counts;
    }
    case 'transfer': {
      const counts: Counts = { transfers: 1, amount: facts.amount ?? 0 };
      if (isNewPayee(facts)) counts.newPayees = 1;
      if ((facts.amount ?? 0) < smallTransfer) counts.smallTransfers = 1;
      if (facts.knownBadPayee === true) counts.badPayees = 1;
      return counts;
    }
    case 'report':
      return talkCounts({}, facts, likely);
    case 'instruction':
      return {};
  }
}

function callCounts(facts: SignalFacts): Counts {
  const seconds = facts.seconds ?? 0;
  const counts: Counts = { calls: 1, callSeconds: seconds };
  const overseas = isOverseas(facts);
  const spoofed = isSpoofed(facts);
  if (overseas) counts.overseasCalls = 1;
  if (spoofed) counts.spoofedCalls = 1;
  if (facts.knownBadFrom === true) counts.badContacts = 1;
  if (
    (seconds >= 300 && (overseas || spoofed)) ||
    facts.knownBadFrom === true ||
    looksFraud(facts, likelyInTalk)
  )
    counts.suspectCalls = 1;
  return talkCounts(counts, facts, likelyInTalk);
}

function smsCounts(facts: SignalFacts): Counts {
  const counts: Counts = {};
  const bad = facts.knownBadFrom === true || facts.knownBadUrl === true;
  if (looksFraud(facts, likely)) counts.scamTexts = 1;
  if (facts.knownBadFrom === true) counts.badContacts = 1;
  if (facts.link === true && (bad || looksFraud(facts, likelyInTalk) || isOverseas(facts)))
    counts.linkTexts = 1;
  return talkCounts(counts, facts, likely);
}

function talkCounts(counts: Counts, facts: SignalFacts, sure: number): Counts {
  const talk = facts.text?.type ? talkOf[facts.text.type] : undefined;
  if (talk !== undefined && looksFraud(facts, sure)) counts[talk] = 1;
  return counts;
}
