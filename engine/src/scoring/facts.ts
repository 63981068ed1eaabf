import type { FraudType, Level, SignalKind } from '@lanzha/contract';
import { sumOver } from './buckets.ts';
import type { Counts, Feature } from './features.ts';
import type { SubjectState } from './state.ts';

/** The part of a signal that scoring looks at: no identifier of anybody. Amounts in fen. */
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
      let most = 0;
      for (const state of states)
        most = Math.max(most, sumOver(state.buckets, feature, minute, windowMinutes));
      return most;
    },
  };
}

/** A history of nothing: for events too late to count (house.md, more than 7 days). */
export const noHistory: History = { sum: () => 0 };

const officialNumber = /(?:110|119|120|12381|96110|12345|12315|95\d{3})$/;

/** Dialled from abroad, by what the network says or by the number itself. */
export function isOverseas(facts: SignalFacts): boolean {
  if (facts.overseas === true) return true;
  const from = facts.from ?? '';
  return /^(?:\+|00)(?!86|0*86)/.test(from.replace(/^\+0+/, '+'));
}

/** The number was made to look like another: several leading zeros, "+00", or a country code before a public service number. */
export function isSpoofed(facts: SignalFacts): boolean {
  const from = (facts.from ?? '').replace(/[\s-]/g, '');
  return (
    /^(?:\+0|000)/.test(from) || (/^(?:\+|00)/.test(from) && officialNumber.test(from) && from.length <= 12)
  );
}

export const looksFraud = (verdict: TextVerdict | undefined, sure: number): boolean =>
  verdict !== undefined && verdict.type !== null && verdict.score >= sure;

/** What this signal adds to the history of its subject. */
export function countsOf(facts: SignalFacts): Counts {
  switch (facts.kind) {
    case 'call': {
      const counts: Counts = { calls: 1, callSeconds: facts.seconds ?? 0 };
      const overseas = isOverseas(facts);
      const spoofed = isSpoofed(facts);
      if (overseas) counts.overseasCalls = 1;
      if (spoofed) counts.spoofedCalls = 1;
      const long = (facts.seconds ?? 0) >= 300;
      if ((long && (overseas || spoofed)) || looksFraud(facts.text, 0.5)) counts.suspectCalls = 1;
      return counts;
    }
    case 'sms':
      return looksFraud(facts.text, 0.7) ? { scamTexts: 1 } : {};
    case 'visit':
      return { visits: 1 };
    case 'install':
      return facts.screenSharing === true ? { installs: 1, screenSharings: 1 } : { installs: 1 };
    case 'transfer': {
      const counts: Counts = { transfers: 1, amount: facts.amount ?? 0 };
      if (facts.newPayee === true) counts.newPayees = 1;
      if ((facts.amount ?? 0) < smallTransfer) counts.smallTransfers = 1;
      return counts;
    }
    case 'report':
    case 'instruction':
      return {};
  }
}

/** Fen: below 2,000 yuan. */
export const smallTransfer = 200_000;
