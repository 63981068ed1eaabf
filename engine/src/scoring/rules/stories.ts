import type { FraudType } from '@lanzha/contract';
import type { Feature } from '../features.ts';
import { days, hours, windowOf } from '../say.ts';
import { amountOf, before, newPayee, paid } from './needs.ts';
import type { Rule } from './rule.ts';

/** How frauds of each official type end (rules.md §7): its talk, then money to somebody new. */
interface Story {
  readonly what: string;
  readonly type: FraudType;
  readonly talk: Feature;
  readonly window: number;
  /** Fen. */
  readonly from: number;
  readonly weight: number;
  readonly title: string;
  /** Ends the sentence. */
  readonly means: string;
}

const stories: readonly Story[] = [
  {
    what: 'task-rebate',
    type: '01',
    talk: 'taskTalks',
    window: days(7),
    from: 50_000,
    weight: 62,
    title: '刷单返利类话术后转账',
    means: '像垫付做任务',
  },
  {
    what: 'investment',
    type: '02',
    talk: 'investTalks',
    window: days(30),
    from: 1_000_000,
    weight: 65,
    title: '投资理财类话术后转账',
    means: '像向假投资平台入金',
  },
  {
    what: 'shopping',
    type: '03',
    talk: 'shopTalks',
    window: days(3),
    from: 30_000,
    weight: 45,
    title: '虚假购物类话术后转账',
    means: '像绕开平台付款',
  },
  {
    what: 'false-service',
    type: '04',
    talk: 'serviceTalks',
    window: hours(24),
    from: 100_000,
    weight: 70,
    title: '冒充客服类话术后转账',
    means: '像办退款、关闭会员或百万保障',
  },
  {
    what: 'loan-fee',
    type: '05',
    talk: 'loanTalks',
    window: days(7),
    from: 50_000,
    weight: 65,
    title: '虚假贷款类话术后转账',
    means: '像交手续费、解冻费或刷流水',
  },
  {
    what: 'credit-repair',
    type: '06',
    talk: 'creditTalks',
    window: days(3),
    from: 100_000,
    weight: 70,
    title: '虚假征信类话术后转账',
    means: '像为修复征信、注销校园贷转账',
  },
  {
    what: 'acquaintance',
    type: '07',
    talk: 'acquaintanceTalks',
    window: hours(24),
    from: 500_000,
    weight: 68,
    title: '冒充领导熟人类话术后转账',
    means: '应当面或打电话向本人核实',
  },
  {
    what: 'safe-account',
    type: '08',
    talk: 'officialTalks',
    window: days(3),
    from: 100_000,
    weight: 85,
    title: '冒充公检法类话术后转账',
    means: '像转入所谓安全账户',
  },
  {
    what: 'romance',
    type: '09',
    talk: 'loveTalks',
    window: days(30),
    from: 100_000,
    weight: 50,
    title: '婚恋交友类话术后转账',
    means: '像被网上交往的人借钱或带着投资',
  },
  {
    what: 'game-trade',
    type: '10',
    talk: 'gameTalks',
    window: days(3),
    from: 10_000,
    weight: 45,
    title: '游戏交易类话术后转账',
    means: '像脱离平台交易账号、装备',
  },
  {
    what: 'ticket-change',
    type: '11',
    talk: 'ticketTalks',
    window: hours(24),
    from: 10_000,
    weight: 62,
    title: '机票退改签类话术后转账',
    means: '航空公司退改签不需要转账',
  },
];

const talkWords: Readonly<Record<string, string>> = {
  '01': '刷单返利',
  '02': '投资理财',
  '03': '虚假购物',
  '04': '冒充客服',
  '05': '虚假贷款',
  '06': '虚假征信',
  '07': '冒充领导熟人',
  '08': '冒充公检法',
  '09': '婚恋交友',
  '10': '游戏交易',
  '11': '机票退改签',
};

export const storyRules: readonly Rule[] = stories.map(
  ({ what, type, talk, window, from, weight, title, means }) => ({
    code: `transfer.${what}`,
    kind: 'transfer',
    title,
    type,
    needs: [newPayee, paid(from), before(talk, window)],
    fire: (facts) => ({
      weight,
      text: `接触${talkWords[type]}类话术后 ${windowOf(window)}内，向新收款人转账 ${amountOf(facts)}，${means}。`,
      fraudType: type,
    }),
  }),
);
