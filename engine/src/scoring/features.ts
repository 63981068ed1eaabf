import type { FraudType } from '@lanzha/contract';

/** What a subject's history counts. The order is the wire order of stored states: append only, 31 at most (one bit each). */
export const features = [
  'calls',
  'callSeconds',
  'overseasCalls',
  'spoofedCalls',
  /** Calls that alone look like fraud: long from abroad, spoofed, with a fraud transcript, or from a known-bad number. */
  'suspectCalls',
  'scamTexts',
  'visits',
  'installs',
  'screenSharings',
  'transfers',
  'newPayees',
  /** Transfers of less than 2,000 yuan. */
  'smallTransfers',
  /** Fen. */
  'amount',
  // Since version 2 of the stored state.
  /** Calls and messages from numbers of the known-bad list. */
  'badContacts',
  /** Suspicious messages that carry a web address. */
  'linkTexts',
  'badVisits',
  'badApps',
  'badPayees',
  // Messages, talks and reports that look like fraud of one type (rules.md §7.2).
  'taskTalks',
  'investTalks',
  'shopTalks',
  'serviceTalks',
  'loanTalks',
  'creditTalks',
  'acquaintanceTalks',
  'officialTalks',
  'loveTalks',
  'gameTalks',
  'ticketTalks',
] as const;
export type Feature = (typeof features)[number];
export type Counts = Partial<Record<Feature, number>>;

export const featureIndex = Object.fromEntries(features.map((name, index) => [name, index])) as Record<
  Feature,
  number
>;

/** Under which feature talk of a type is counted. */
export const talkOf: Readonly<Partial<Record<FraudType, Feature>>> = {
  '01': 'taskTalks',
  '02': 'investTalks',
  '03': 'shopTalks',
  '04': 'serviceTalks',
  '05': 'loanTalks',
  '06': 'creditTalks',
  '07': 'acquaintanceTalks',
  '08': 'officialTalks',
  '09': 'loveTalks',
  '10': 'gameTalks',
  '11': 'ticketTalks',
  '12': 'acquaintanceTalks',
};

/** How a count is called when it is read aloud. */
export const featureWords: Readonly<Record<Feature, string>> = {
  calls: '通话次数',
  callSeconds: '通话秒数',
  overseasCalls: '境外来电',
  spoofedCalls: '疑似改号来电',
  suspectCalls: '可疑通话',
  scamTexts: '疑似诈骗短信',
  visits: '打开网址',
  installs: '安装应用',
  screenSharings: '屏幕共享',
  transfers: '转账笔数',
  newPayees: '向新收款人转账',
  smallTransfers: '小额转账',
  amount: '转账金额',
  badContacts: '与名单内号码联系',
  linkTexts: '带网址的可疑短信',
  badVisits: '打开名单内网址',
  badApps: '安装名单内应用',
  badPayees: '向名单内账户转账',
  taskTalks: '刷单返利类话术',
  investTalks: '投资理财类话术',
  shopTalks: '虚假购物类话术',
  serviceTalks: '冒充客服类话术',
  loanTalks: '虚假贷款类话术',
  creditTalks: '虚假征信类话术',
  acquaintanceTalks: '冒充领导熟人类话术',
  officialTalks: '冒充公检法类话术',
  loveTalks: '婚恋交友类话术',
  gameTalks: '游戏交易类话术',
  ticketTalks: '机票退改签类话术',
};
