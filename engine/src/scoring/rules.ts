import type { FraudType } from '@lanzha/contract';
import { type History, isOverseas, isSpoofed, looksFraud, type SignalFacts, smallTransfer } from './facts.ts';

/** A rule that fired: points 0–100 and one sentence an officer can read aloud. No identifiers in it. */
export interface Fired {
  weight: number;
  text: string;
  fraudType?: FraudType | undefined;
}

/** One decision rule over the signal and the history before it (practice.md W10). Pure. */
export interface Rule {
  readonly code: string;
  readonly judge: (facts: SignalFacts, history: History) => Fired | undefined;
}

/** From here on a text verdict counts. A choice, stricter than the 0.5 that `bench near-domain` reports on. */
const likely = 0.7;
/** Talk is long and calm for most of it, so less is asked; `bench labels` shows what follows on dialogues. */
const likelyInTalk = 0.5;

const hours = (n: number) => n * 60;
const minutesOf = (seconds: number | undefined) => Math.round((seconds ?? 0) / 60);
const yuan = (fen: number) => `${(fen / 100).toLocaleString('zh-CN', { maximumFractionDigits: 2 })} 元`;
/** Never 100 %: nothing is. */
const percent = (score: number) => `${Math.min(99, Math.round(score * 100))}%`;

export const rules: readonly Rule[] = [
  {
    code: 'sms.scam-text',
    judge(facts) {
      if (facts.kind !== 'sms' || !looksFraud(facts.text, likely)) return;
      const { score, type } = facts.text!;
      return {
        weight: score >= 0.9 ? 45 : 30,
        text: `短信内容像诈骗(把握 ${percent(score)})。`,
        fraudType: type ?? undefined,
      };
    },
  },
  {
    code: 'call.scam-transcript',
    judge(facts) {
      if (facts.kind !== 'call' || !looksFraud(facts.text, likelyInTalk)) return;
      const { score, type } = facts.text!;
      return {
        weight: score >= 0.8 ? 65 : 45,
        text: `通话内容像诈骗话术(把握 ${percent(score)})。`,
        fraudType: type ?? undefined,
      };
    },
  },
  {
    code: 'call.overseas-long',
    judge(facts) {
      if (facts.kind !== 'call' || !isOverseas(facts) || (facts.seconds ?? 0) < 600) return;
      const minutes = minutesOf(facts.seconds);
      return { weight: minutes >= 30 ? 62 : 45, text: `与境外号码通话 ${minutes} 分钟。` };
    },
  },
  {
    code: 'call.spoofed-number',
    judge(facts) {
      if (facts.kind !== 'call' || !isSpoofed(facts) || (facts.seconds ?? 0) < 60) return;
      const minutes = Math.max(1, minutesOf(facts.seconds));
      return {
        weight: minutes >= 10 ? 50 : 30,
        text: `来电号码像改号(多个前导 0 或冒用公共号码),通话 ${minutes} 分钟。`,
        fraudType: '08',
      };
    },
  },
  {
    code: 'install.screen-sharing',
    judge(facts, history) {
      if (facts.kind !== 'install' || facts.screenSharing !== true) return;
      const afterCall = history.sum('suspectCalls', hours(2)) > 0;
      return afterCall
        ? { weight: 80, text: '可疑通话后两小时内安装并打开了屏幕共享。', fraudType: '15' }
        : { weight: 45, text: '安装并打开了屏幕共享。', fraudType: '15' };
    },
  },
  {
    code: 'transfer.screen-sharing',
    judge(facts, history) {
      if (facts.kind !== 'transfer' || history.sum('screenSharings', hours(24)) === 0) return;
      return facts.newPayee === true
        ? {
            weight: 90,
            text: `屏幕共享后 24 小时内向新收款人转账 ${yuan(facts.amount ?? 0)}。`,
            fraudType: '15',
          }
        : { weight: 60, text: `屏幕共享后 24 小时内转账 ${yuan(facts.amount ?? 0)}。`, fraudType: '15' };
    },
  },
  {
    code: 'transfer.after-suspect-call',
    judge(facts, history) {
      if (facts.kind !== 'transfer' || facts.newPayee !== true || (facts.amount ?? 0) < 100_000) return;
      if (history.sum('suspectCalls', hours(2)) === 0) return;
      const large = (facts.amount ?? 0) >= 5_000_000;
      return {
        weight: large ? 88 : 72,
        text: `可疑通话后两小时内向新收款人转账 ${yuan(facts.amount ?? 0)}。`,
      };
    },
  },
  {
    code: 'transfer.small-then-large',
    judge(facts, history) {
      if (facts.kind !== 'transfer' || facts.newPayee !== true || (facts.amount ?? 0) < 5 * smallTransfer)
        return;
      const small = history.sum('smallTransfers', hours(24));
      if (small < 3) return;
      return {
        weight: 60,
        text: `24 小时内先有 ${small} 笔小额,再转出大额 ${yuan(facts.amount ?? 0)},像先尝甜头后加码。`,
        fraudType: '01',
      };
    },
  },
  {
    code: 'visit.after-scam-text',
    judge(facts, history) {
      if (facts.kind !== 'visit' || history.sum('scamTexts', hours(24)) === 0) return;
      return { weight: 50, text: '收到疑似诈骗短信后 24 小时内打开了网址。', fraudType: '14' };
    },
  },
  {
    code: 'report.cheated',
    judge(facts) {
      if (facts.kind !== 'report' || facts.already !== 'cheated') return;
      return { weight: 95, text: '报告人称已经被骗,应立即止付。', fraudType: facts.text?.type ?? undefined };
    },
  },
  {
    code: 'report.scam-text',
    judge(facts) {
      if (facts.kind !== 'report' || !looksFraud(facts.text, likely)) return;
      const { score, type } = facts.text!;
      return {
        weight: score >= 0.9 ? 62 : 45,
        text: `所述情况像诈骗(把握 ${percent(score)})。`,
        fraudType: type ?? undefined,
      };
    },
  },
  {
    code: 'instruction.received',
    judge(facts) {
      if (facts.kind !== 'instruction') return;
      const weight = { urgent: 85, high: 65, middle: 45, low: 30 }[facts.instructed ?? 'low'];
      return {
        weight,
        text: '上级平台或外部系统下发的预警指令。',
        fraudType: facts.instructedType,
      };
    },
  },
];
