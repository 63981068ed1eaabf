import { days, hours } from '../say.ts';
import { bad, before, notGood, sharing } from './needs.ts';
import type { Rule } from './rule.ts';

export const installRules: readonly Rule[] = [
  {
    code: 'install.screen-sharing',
    kind: 'install',
    title: '打开屏幕共享',
    type: '15',
    needs: [sharing],
    fire: (_, history) =>
      history.sum('suspectCalls', hours(2)) > 0
        ? { weight: 80, text: '可疑通话后两小时内安装并打开了屏幕共享。', fraudType: '15' }
        : { weight: 45, text: '安装并打开了屏幕共享。', fraudType: '15' },
  },
  {
    code: 'install.known-bad-app',
    kind: 'install',
    title: '安装涉诈名单内的应用',
    type: '15',
    needs: [bad('App')],
    fire: () => ({ weight: 70, text: '安装了涉诈名单内的应用。', fraudType: '15' }),
  },
  {
    code: 'install.after-link-text',
    kind: 'install',
    title: '收到带网址的可疑短信后安装应用',
    type: '15',
    needs: [notGood('App'), before('linkTexts', hours(24))],
    fire: () => ({
      weight: 55,
      text: '收到带网址的可疑短信后 24 小时内安装了应用，可能是从短信里的网址下载的。',
      fraudType: '15',
    }),
  },
  {
    code: 'install.after-suspect-call',
    kind: 'install',
    title: '可疑通话后安装应用',
    type: '15',
    needs: [notGood('App'), before('suspectCalls', 30)],
    fire: () => ({ weight: 50, text: '可疑通话后半小时内安装了应用，像是对方要求的。', fraudType: '15' }),
  },
  {
    code: 'install.after-bad-visit',
    kind: 'install',
    title: '打开涉诈网址后安装应用',
    type: '15',
    needs: [notGood('App'), before('badVisits', hours(2))],
    fire: () => ({ weight: 60, text: '打开涉诈名单内的网址后两小时内安装了应用。', fraudType: '15' }),
  },
  {
    code: 'install.loan-app',
    kind: 'install',
    title: '听过贷款话术后安装应用',
    type: '05',
    needs: [notGood('App'), before('loanTalks', days(3))],
    fire: () => ({
      weight: 42,
      text: '接触虚假贷款话术后 3 天内安装了应用，可能是假贷款软件。',
      fraudType: '05',
    }),
  },
  {
    code: 'install.investment-app',
    kind: 'install',
    title: '听过投资话术后安装应用',
    type: '02',
    needs: [notGood('App'), before('investTalks', days(7))],
    fire: () => ({
      weight: 42,
      text: '接触投资理财话术后 7 天内安装了应用，可能是假投资平台。',
      fraudType: '02',
    }),
  },
];
