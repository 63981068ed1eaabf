import type { FraudType, Level, Outcome, WarningState } from './terms.ts';

// The Chinese names of codes, as docs/glossary.md has them: the interface, the files and the console say the same.

export const levelNames = { urgent: '紧急', high: '高', middle: '中', low: '低' } as const satisfies Record<
  Level,
  string
>;

export const stateNames = {
  new: '新到',
  dispatched: '已派单',
  signed: '已签收',
  contacting: '联系中',
  contacted: '已联系',
  met: '已见面',
  closed: '已结案',
} as const satisfies Record<WarningState, string>;

export const outcomeNames = {
  dissuaded: '劝阻成功',
  cheated: '已经被骗',
  not_matched: '与实际不符',
  duplicate: '重复预警',
  unreachable: '确实找不到人',
  refused: '拒绝接受劝阻',
  transferred: '已移交',
} as const satisfies Record<Outcome, string>;

export const fraudTypeNames = {
  '01': '刷单返利',
  '02': '虚假投资理财',
  '03': '虚假购物服务',
  '04': '冒充电商物流客服',
  '05': '虚假贷款',
  '06': '虚假征信',
  '07': '冒充领导熟人',
  '08': '冒充公检法及政府机关',
  '09': '婚恋交友',
  '10': '游戏产品虚假交易',
  '11': '机票退改签',
  '12': '冒充企业老板',
  '13': '中奖补贴',
  '14': '积分兑换、ETC 钓鱼',
  '15': '木马链接、屏幕共享',
  '16': 'NFC 盗刷',
  '17': '网络招嫖',
  '18': '虚构险情',
  '19': '引荐就业培训',
  '20': '慈善、民族资产',
  '99': '其他',
} as const satisfies Record<FraudType, string>;
