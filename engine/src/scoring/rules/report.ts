import { likely, likelyInTalk } from '../facts.ts';
import { hours, percent } from '../say.ts';
import { before, cheated, unclear, words } from './needs.ts';
import type { Rule } from './rule.ts';

export const reportRules: readonly Rule[] = [
  {
    code: 'report.cheated',
    kind: 'report',
    title: '报告人称已经被骗',
    needs: [cheated],
    fire: ({ text }) => ({
      weight: 95,
      text: '报告人称已经被骗，应立即止付。',
      fraudType: text?.type ?? undefined,
    }),
  },
  {
    // Next to nothing beside other reasons; alone it brings the report before somebody (`leastOf`).
    code: 'report.unclear',
    kind: 'report',
    title: '报告里没有说清是否被骗',
    needs: [unclear],
    fire: () => ({ weight: 1, text: '有人报告，但没有说清是否被骗，应当联系本人问明。' }),
  },
  {
    code: 'report.scam-text',
    kind: 'report',
    title: '所述情况像诈骗',
    needs: [words(likely)],
    fire: ({ text }) => ({
      weight: text!.score >= 0.9 ? 62 : 45,
      text: `所述情况像诈骗(把握 ${percent(text!.score)})。`,
      fraudType: text!.type ?? undefined,
    }),
  },
  {
    code: 'report.after-suspect-call',
    kind: 'report',
    title: '报告前一天内有可疑通话',
    needs: [before('suspectCalls', hours(24))],
    fire: () => ({ weight: 35, text: '报告前 24 小时内有过可疑通话，与所述情况相互印证。' }),
  },
  {
    code: 'report.money-moving',
    kind: 'report',
    title: '所述像诈骗且刚向新收款人转账',
    needs: [words(likelyInTalk), before('newPayees', hours(24))],
    fire: ({ text }) => ({
      weight: 65,
      text: '所述情况像诈骗，而且 24 小时内向新收款人转过账，钱可能正在流走。',
      fraudType: text!.type ?? undefined,
    }),
  },
];
