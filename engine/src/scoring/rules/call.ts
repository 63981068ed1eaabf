import { likelyInTalk } from '../facts.ts';
import { hours, minutesOf, percent } from '../say.ts';
import { altered, alteredOfficial, bad, before, overseas, spoke, stranger, words } from './needs.ts';
import type { Rule } from './rule.ts';

export const callRules: readonly Rule[] = [
  {
    code: 'call.scam-transcript',
    kind: 'call',
    title: '通话内容像诈骗话术',
    needs: [words(likelyInTalk)],
    fire: ({ text }) => ({
      weight: text!.score >= 0.8 ? 65 : 45,
      text: `通话内容像诈骗话术(把握 ${percent(text!.score)})。`,
      fraudType: text!.type ?? undefined,
    }),
  },
  {
    code: 'call.overseas-long',
    kind: 'call',
    title: '与境外号码长时间通话',
    needs: [spoke(600), overseas],
    fire: ({ seconds }) => ({
      weight: minutesOf(seconds) >= 30 ? 62 : 45,
      text: `与境外号码通话 ${minutesOf(seconds)} 分钟。`,
    }),
  },
  {
    code: 'call.spoofed-number',
    kind: 'call',
    title: '来电号码像改号',
    type: '08',
    needs: [spoke(60), altered],
    fire: ({ seconds }) => ({
      weight: minutesOf(seconds) >= 10 ? 50 : 30,
      text: `来电号码像改号(多个前导 0 或冒用公共号码)，通话 ${minutesOf(seconds)} 分钟。`,
      fraudType: '08',
    }),
  },
  {
    code: 'call.spoofed-official',
    kind: 'call',
    title: '与冒用公共服务号码的来电长时间通话',
    type: '08',
    needs: [spoke(600), alteredOfficial],
    fire: ({ seconds }) => ({
      weight: 45,
      text: `来电冒用公安、银行等公共服务号码，通话长达 ${minutesOf(seconds)} 分钟。`,
      fraudType: '08',
    }),
  },
  {
    code: 'call.known-bad',
    kind: 'call',
    title: '来电号码在涉诈名单内',
    needs: [bad('From')],
    fire: ({ seconds }) =>
      (seconds ?? 0) >= 60
        ? { weight: 65, text: `来电号码在涉诈名单内，通话 ${minutesOf(seconds)} 分钟。` }
        : { weight: 40, text: '来电号码在涉诈名单内。' },
  },
  {
    code: 'call.official-script',
    kind: 'call',
    title: '陌生来电以公检法口吻说话',
    type: '08',
    needs: [words(likelyInTalk, '08'), stranger],
    fire: () => ({
      weight: 60,
      text: '境外或改号来电以公检法、政府机关的口吻说话。公安机关不会用电话办案。',
      fraudType: '08',
    }),
  },
  {
    code: 'call.service-script',
    kind: 'call',
    title: '陌生来电以客服口吻说话',
    type: '04',
    needs: [words(likelyInTalk, '04'), stranger],
    fire: () => ({
      weight: 55,
      text: '境外或改号来电自称电商、物流、保险客服。真正的客服不会从境外来电办退款。',
      fraudType: '04',
    }),
  },
  {
    code: 'call.after-scam-text',
    kind: 'call',
    title: '收到可疑短信后接到陌生来电',
    needs: [spoke(180), stranger, before('scamTexts', hours(24))],
    fire: ({ seconds }) => ({
      weight: 45,
      text: `收到疑似诈骗短信后 24 小时内，又与境外或改号来电通话 ${minutesOf(seconds)} 分钟。`,
    }),
  },
  {
    code: 'call.repeated-overseas',
    kind: 'call',
    title: '一天内反复接到境外来电',
    needs: [spoke(60), overseas, before('overseasCalls', hours(24), 2)],
    fire: (_, history) => ({
      weight: 35,
      text: `24 小时内第 ${history.sum('overseasCalls', hours(24)) + 1} 次接到境外来电。`,
    }),
  },
  {
    code: 'call.after-transfer',
    kind: 'call',
    title: '刚转账又接到陌生来电',
    needs: [spoke(60), stranger, before('newPayees', hours(1))],
    fire: () => ({
      weight: 60,
      text: '一小时内刚向新收款人转过账，又与境外或改号来电通话，可能还在被引导。',
    }),
  },
  {
    code: 'call.during-screen-sharing',
    kind: 'call',
    title: '打开屏幕共享后接到陌生来电',
    type: '15',
    needs: [spoke(60), stranger, before('screenSharings', hours(24))],
    fire: () => ({
      weight: 70,
      text: '打开屏幕共享后 24 小时内，与境外或改号来电通话，屏幕可能正被人看着。',
      fraudType: '15',
    }),
  },
];
