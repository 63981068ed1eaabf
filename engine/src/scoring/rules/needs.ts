import type { FraudType } from '@lanzha/contract';
import {
  clear,
  isNewPayee,
  isOverseas,
  isSpoofed,
  isSpoofedOfficial,
  isStranger,
  isUnclear,
  looksFraud,
  type SignalFacts,
} from '../facts.ts';
import { type Feature, featureWords } from '../features.ts';
import { percent, spell, windowOf, yuan } from '../say.ts';
import type { Need } from './rule.ts';

/** What a signal is, or is not. */
const is = (met: Need['met'], words: string): Need => ({ met, lacks: () => words, far: () => true });
/** What may lack of a signal that is suspicious otherwise. */
const said = (met: Need['met'], words: string): Need => ({ ...is(met, words), far: () => false });

export const overseas = is(isOverseas, '号码不是境外号码');
export const altered = is(isSpoofed, '号码不像改号');
export const alteredOfficial = is(isSpoofedOfficial, '号码不像冒用公共服务号码');
export const stranger = is(isStranger, '号码既不是境外号码，也不像改号');
export const newPayee = said(isNewPayee, '收款人不是新收款人，或在可信名单内');
export const link = said((facts) => facts.link === true, '内容里没有网址');
export const sharing = said((facts) => facts.screenSharing === true, '没有打开屏幕共享');
export const cheated = is((facts) => facts.already === 'cheated', '报告人没有说已经被骗');
export const unclear = is(isUnclear, '报告里说清了是否被骗');

const places = { From: '号码', Payee: '收款账户', Url: '网址', App: '应用' } as const;

/** The value stands in the list of known-bad ones. */
export const bad = (what: keyof typeof places): Need =>
  is((facts) => facts[`knownBad${what}`] === true, `${places[what]}不在涉诈名单内`);

/** A value of the known-good list is never evidence. */
export const notGood = (what: 'Url' | 'App'): Need =>
  said((facts) => facts[`knownGood${what}`] !== true, `${places[what]}在可信名单内`);

/** The words look like fraud, of one of these types when they are given. */
export const words = (sure: number, ...types: readonly FraudType[]): Need => ({
  met: (facts) => looksFraud(facts, sure) && (types.length === 0 || types.includes(facts.text!.type!)),
  lacks: ({ text, knownGoodFrom }) => {
    const asked = knownGoodFrom === true ? Math.max(sure, clear) : sure;
    if (text === undefined) return '没有可以判断的内容';
    if (text.type === null) return '内容不像诈骗';
    if (text.score < asked) return `内容像诈骗的把握 ${percent(text.score)}，需 ${percent(asked)}`;
    return '内容像诈骗，但不是这一类';
  },
  far: ({ text }) => text === undefined || text.type === null || text.score < sure / 2,
});

export const spoke = (seconds: number): Need => ({
  met: (facts) => (facts.seconds ?? 0) >= seconds,
  lacks: (facts) => `通话 ${spell(facts.seconds ?? 0)}，需满 ${spell(seconds)}`,
  far: (facts) => (facts.seconds ?? 0) < seconds / 2,
});

/** Fen. */
export const paid = (amount: number): Need => ({
  met: (facts) => (facts.amount ?? 0) >= amount,
  lacks: (facts) => `金额 ${yuan(facts.amount ?? 0)}，需满 ${yuan(amount)}`,
  far: (facts) => (facts.amount ?? 0) < amount / 2,
});

/** Something happened often enough in the minutes before. */
export const before = (feature: Feature, window: number, times = 1): Need => ({
  met: (_, history) => history.sum(feature, window) >= times,
  lacks: (_, history) =>
    `近 ${windowOf(window)}${featureWords[feature]} ${history.sum(feature, window)} 次，需 ${times} 次`,
  far: (_, history) => history.sum(feature, window) < times / 2,
});

/** Fen moved in the minutes before, this transfer included. */
export const movedInAll = (amount: number, window: number): Need => ({
  met: (facts, history) => history.sum('amount', window) + (facts.amount ?? 0) >= amount,
  lacks: (facts, history) =>
    `近 ${windowOf(window)}连同本笔共 ${yuan(history.sum('amount', window) + (facts.amount ?? 0))}，需满 ${yuan(amount)}`,
  far: (facts, history) => history.sum('amount', window) + (facts.amount ?? 0) < amount / 2,
});

export const amountOf = (facts: SignalFacts): string => yuan(facts.amount ?? 0);
