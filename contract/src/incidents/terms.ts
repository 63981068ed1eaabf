import type { FraudType } from '../terms.ts';

/** An incident (警情) is no filed case (立案): the two are counted apart (rules.md §7.3). */
export const incidentStates = ['draft', 'collected', 'handed_over', 'withdrawn'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** Each is one row of the transition table in server/src/work/incidents/lifecycle.ts. */
export const incidentActs = [
  'record',
  'collect',
  'hand_over',
  'ask_withdraw',
  'ask_retype',
  'agree_withdraw',
  'agree_retype',
  'refuse',
  'take_back',
  'restore',
] as const;
export type IncidentAct = (typeof incidentActs)[number];

/** How it came: by a warning that ended as cheated, or reported. */
export const incidentSources = [
  'warning',
  'phone',
  'visit',
  'police_110',
  'hotline_96110',
  'bank',
  'other',
] as const;
export type IncidentSource = (typeof incidentSources)[number];
/** Those that a person enters by hand. */
export const reportedSources = [
  'phone',
  'visit',
  'police_110',
  'hotline_96110',
  'bank',
  'other',
] as const satisfies readonly IncidentSource[];

export const yesNos = ['yes', 'no', 'unknown'] as const;
export type YesNo = (typeof yesNos)[number];

/** Where the other side had the personal data from; often nobody knows (rules.md §7.3). */
export const leaks = [
  'shopping',
  'courier',
  'social',
  'recruitment',
  'lending',
  'school',
  'medical',
  'travel',
  'acquaintance',
  'filled_in',
  'other',
  'not_found',
] as const;
export type Leak = (typeof leaks)[number];

export const transferChannels = [
  'mobile_bank',
  'online_bank',
  'third_party',
  'atm',
  'counter',
  'qr_code',
  'card_machine',
  'cash',
  'virtual_currency',
  'other',
] as const;
export type TransferChannel = (typeof transferChannels)[number];

/** When the money arrives, which tells whether it can still be cancelled (practice.md F7). */
export const arrivals = ['real_time', 'ordinary', 'next_day', 'atm_24h', 'unknown'] as const;
export type Arrival = (typeof arrivals)[number];
/** Of these the first question is: cancel it at the paying bank. */
export const cancellable = ['ordinary', 'next_day', 'atm_24h'] as const satisfies readonly Arrival[];
export const mayCancel = (arrival: Arrival | null): boolean =>
  (cancellable as readonly (Arrival | null)[]).includes(arrival);

export const cancellings = ['asked', 'cancelled', 'too_late'] as const;
export type Cancelling = (typeof cancellings)[number];

export const payeeKinds = ['person', 'company', 'unknown'] as const;
export type PayeeKind = (typeof payeeKinds)[number];

/** How exactly a time is known; the platform asks for seconds (rules.md §7.3). */
export const precisions = ['second', 'minute', 'hour', 'day'] as const;
export type Precision = (typeof precisions)[number];

/** Why somebody opens the elements in full. */
export const plainPurposes = ['stop_payment', 'check', 'handing_over', 'return_visit'] as const;
export type PlainPurpose = (typeof plainPurposes)[number];

/** Edition of the official types that codes belong to (rules.md §7.2). */
export const typeVersion = '2025';

/** Second level of the types, our first dictionary (rules.md §7.2, 设计): names in Chinese; a code stays once given. */
export const subtypes: Readonly<Record<FraudType, Readonly<Record<string, string>>>> = {
  '01': { '01': '兼职刷单', '02': '色情诱导刷单', '03': '点赞关注', '04': '小礼品、快递引流' },
  '02': { '01': '股票', '02': '期货、外汇', '03': '虚拟货币', '04': '养老项目', '05': '收藏品' },
  '03': {
    '01': '低价商品',
    '02': '代购',
    '03': '二手车',
    '04': '演出票',
    '05': '论文代写',
    '06': '私家侦探',
  },
  '04': { '01': '退款理赔', '02': '百万保障', '03': '会员扣费', '04': '直播会员' },
  '05': { '01': '手续费', '02': '解冻费', '03': '刷流水' },
  '06': { '01': '校园贷注销', '02': '修复征信' },
  '07': {
    '01': '冒充领导',
    '02': '冒充同学亲友',
    '03': '冒充老师收费',
    '04': '猜猜我是谁',
    '05': 'AI 换脸拟声',
  },
  '08': { '01': '安全账户', '02': '医保社保', '03': '疫情流调', '04': '冒充部队采购' },
  '09': { '01': '纯情感' },
  '10': { '01': '装备账号', '02': '代练', '03': '解除防沉迷' },
  '11': {},
  '12': { '01': '财务 QQ 群' },
  '13': {},
  '14': {},
  '15': {},
  '16': {},
  '17': {},
  '18': { '01': '子女出事', '02': '虚构绑架' },
  '19': {},
  '20': {},
  '99': {},
};
