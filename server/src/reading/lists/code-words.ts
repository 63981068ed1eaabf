import type {
  FraudType,
  Level,
  ListColumn,
  ListSort,
  Outcome,
  RelativePeriod,
  WarningState,
} from '@lanzha/contract';

// Files leave the interface: what they say of codes is said here, as docs/glossary.md has it.

export const levelWords = { urgent: '紧急', high: '高', middle: '中', low: '低' } as const satisfies Record<
  Level,
  string
>;

export const stateWords = {
  new: '新到',
  dispatched: '已派单',
  signed: '已签收',
  contacting: '联系中',
  contacted: '已联系',
  met: '已见面',
  closed: '已结案',
} as const satisfies Record<WarningState, string>;

export const outcomeWords = {
  dissuaded: '劝阻成功',
  cheated: '已经被骗',
  not_matched: '与实际不符',
  duplicate: '重复预警',
  unreachable: '确实找不到人',
  refused: '拒绝接受劝阻',
  transferred: '已移交',
} as const satisfies Record<Outcome, string>;

export const fraudTypeWords = {
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

export const columnWords = {
  no: '编号',
  level: '等级',
  name: '姓名(脱敏)',
  phone: '电话(脱敏)',
  headline: '要点',
  fraudType: '疑似类型',
  place: '区划',
  unit: '责任单位',
  assignee: '经办人',
  state: '状态',
  outcome: '结论',
  received: '收到时间',
  due: '到期时间',
  lastEvidence: '最近依据',
  closed: '结案时间',
  saved: '避免损失(元)',
  source: '来源',
  evidence: '依据条数',
} as const satisfies Record<ListColumn, string>;

export const sortWords = {
  received: '收到时间',
  due: '到期时间',
  level: '等级',
  state: '状态',
  closed: '结案时间',
  saved: '避免损失',
  no: '编号',
} as const satisfies Record<ListSort, string>;

export const periodWords = {
  today: '今天',
  yesterday: '昨天',
  '7d': '最近 7 天',
  '30d': '最近 30 天',
} as const satisfies Record<RelativePeriod, string>;
