import type { ListColumn, ListSort, RelativePeriod } from '@lanzha/contract';

// Files leave the interface: what their heads say is said here.

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
