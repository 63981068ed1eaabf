import { days, hours } from '../say.ts';
import { bad, before, notGood } from './needs.ts';
import type { Rule } from './rule.ts';

export const visitRules: readonly Rule[] = [
  {
    code: 'visit.known-bad-site',
    kind: 'visit',
    title: '打开涉诈名单内的网址',
    type: '14',
    needs: [bad('Url')],
    fire: () => ({ weight: 62, text: '打开了涉诈名单内的网址。', fraudType: '14' }),
  },
  {
    code: 'visit.after-scam-text',
    kind: 'visit',
    title: '收到可疑短信后打开网址',
    type: '14',
    needs: [notGood('Url'), before('scamTexts', hours(24))],
    fire: () => ({ weight: 50, text: '收到疑似诈骗短信后 24 小时内打开了网址。', fraudType: '14' }),
  },
  {
    code: 'visit.after-suspect-call',
    kind: 'visit',
    title: '可疑通话后打开网址',
    needs: [notGood('Url'), before('suspectCalls', 30)],
    fire: () => ({
      weight: 42,
      text: '可疑通话后半小时内打开了网址，对方常借此出示假通缉令、假客服网页。',
    }),
  },
  {
    code: 'visit.repeated-bad-site',
    kind: 'visit',
    title: '反复打开涉诈网址',
    needs: [bad('Url'), before('badVisits', days(7), 2)],
    fire: (_, history) => ({
      weight: 40,
      text: `7 天内第 ${history.sum('badVisits', days(7)) + 1} 次打开涉诈名单内的网址，可能已经相信对方。`,
    }),
  },
];
