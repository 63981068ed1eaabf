import { likely, likelyInTalk } from '../facts.ts';
import { hours, percent } from '../say.ts';
import { bad, before, link, overseas, words } from './needs.ts';
import type { Rule } from './rule.ts';

export const smsRules: readonly Rule[] = [
  {
    code: 'sms.scam-text',
    kind: 'sms',
    title: '短信内容像诈骗',
    needs: [words(likely)],
    fire: ({ text }) => ({
      weight: text!.score >= 0.9 ? 45 : 30,
      text: `短信内容像诈骗(把握 ${percent(text!.score)})。`,
      fraudType: text!.type ?? undefined,
    }),
  },
  {
    code: 'sms.known-bad-sender',
    kind: 'sms',
    title: '发送号码在涉诈名单内',
    needs: [bad('From')],
    fire: ({ text }) => ({
      weight: 55,
      text: '短信的发送号码在涉诈名单内。',
      fraudType: text?.type ?? undefined,
    }),
  },
  {
    code: 'sms.known-bad-link',
    kind: 'sms',
    title: '短信里的网址在涉诈名单内',
    type: '14',
    needs: [bad('Url')],
    fire: ({ text }) => ({
      weight: 62,
      text: '短信里的网址在涉诈名单内。',
      fraudType: text?.type ?? '14',
    }),
  },
  {
    code: 'sms.link-from-abroad',
    kind: 'sms',
    title: '境外号码发来网址',
    type: '14',
    needs: [link, overseas],
    fire: () => ({ weight: 20, text: '境外号码发来带网址的短信。', fraudType: '14' }),
  },
  {
    code: 'sms.scam-link',
    kind: 'sms',
    title: '可疑短信里带网址',
    type: '14',
    needs: [link, words(likely)],
    fire: ({ text }) => ({
      weight: 25,
      text: '可疑短信里带有网址，点开可能被套取银行卡信息或下载木马。',
      fraudType: text!.type ?? '14',
    }),
  },
  {
    code: 'sms.repeated-scam',
    kind: 'sms',
    title: '一天内反复收到可疑短信',
    needs: [words(likely), before('scamTexts', hours(24))],
    fire: ({ text }, history) => ({
      weight: 25,
      text: `24 小时内第 ${history.sum('scamTexts', hours(24)) + 1} 次收到疑似诈骗短信。`,
      fraudType: text!.type ?? undefined,
    }),
  },
  {
    code: 'sms.after-suspect-call',
    kind: 'sms',
    title: '可疑通话后紧接着收到可疑短信',
    needs: [words(likelyInTalk), before('suspectCalls', hours(2))],
    fire: ({ text }) => ({
      weight: 42,
      text: '可疑通话后两小时内又收到可疑短信，像电话和短信配合行骗。',
      fraudType: text!.type ?? undefined,
    }),
  },
  {
    code: 'sms.during-screen-sharing',
    kind: 'sms',
    title: '屏幕共享后收到可疑短信',
    type: '15',
    needs: [words(likelyInTalk), before('screenSharings', hours(24))],
    fire: () => ({
      weight: 45,
      text: '打开屏幕共享后 24 小时内收到可疑短信，短信里的验证码可能被人看到。',
      fraudType: '15',
    }),
  },
];
