import type { BoardFigure } from '@lanzha/contract';

const figure = {
  received: '收到预警',
  dispatched: '其中已派单',
  contacted: '联系上',
  met: '见面劝阻',
  closed: '办结',
  'closed.dissuaded': '劝阻成功',
  'closed.cheated': '已经被骗',
  'closed.not_matched': '与实际不符',
  'closed.duplicate': '重复预警',
  'closed.unreachable': '确实找不到人',
  'closed.refused': '拒绝接受劝阻',
  'closed.transferred': '已移交',
  on_time: '按时联系上',
  late: '超时才联系上',
  saved: '有凭证的挽回',
  open: '未结预警',
  overdue: '未结且超时',
  unexplained: '清零未说明',
  follow_up_due: '到期待回访',
  follow_up_overdue: '回访超时',
} as const satisfies Record<BoardFigure, string>;

/** A point in a key would make a part of it. */
type Keyed = { [F in BoardFigure as F extends `closed.${infer O}` ? `closed_${O}` : F]: string };
const keyed = Object.fromEntries(
  Object.entries(figure).map(([name, word]) => [name.replace('.', '_'), word]),
) as Keyed;

export const words = {
  room: '看板',
  title: '今天和平常比怎样？谁落在后面？',
  of: '{{scope}}，{{day}}（{{weekday}}）0 时至 {{at}}',
  usualOf: '“平常”指最近 {{count}} 个{{weekday}}（最早 {{since}}）截至同一时刻的中位数。',
  usualNone: '记录还不到一周，暂时没有“平常”可比。',
  loading: '正在读取',
  stale: '暂时没有读到新的数字，以下截至 {{at}}。',
  none: '暂无记录',
  usual: '平常 {{value}}',
  more: '平常 {{value}}，多 {{by}}',
  fewer: '平常 {{value}}，少 {{by}}',
  same: '与平常 {{value}} 持平',
  part: {
    today: '今天',
    closed: '今天办结的结果',
    time: '时限',
    saved: '挽回与回访',
    trend: '趋势',
    behind: '谁落在后面',
  },
  span: { days: '{{large}} 天 {{small}} 时', hours: '{{large}} 时 {{small}} 分', minutes: '{{large}} 分钟' },
  contact: '联系用时',
  median: '中位数',
  medianUsual: '中位数，平常 {{value}}',
  savedSum: '挽回金额（元）',
  savedHow: '只计有凭证的具体拟转金额，不作估算。',
  figure: keyed,
  hours: {
    title: '今天每小时收到',
    label: '今天每小时收到的预警，与平常比较',
    hour: '时段',
    span: '{{hour}} 时',
    today: '今天',
    usual: '平常',
  },
  days: {
    title: '最近 {{count}} 天收到与办结',
    label: '最近每天收到与办结的预警',
    day: '日期',
    received: '收到',
    closed: '办结',
  },
  table: '看数字',
  behind: {
    caption: '有超时或未说明的单位，超时多的在前',
    unit: '单位',
    nobody: '没有单位落在后面',
    nobodyWhy: '未结预警都在时限之内，并且都已说明。',
  },
  records: {
    title: '{{figure}}：背后的预警',
    of: '{{unit}}',
    everywhere: '全部范围',
    total: '共 {{count}} 条，截至 {{at}}',
    back: '返回看板',
    more: '再看一些',
    none: '暂无记录',
    noneWhy: '此刻没有这样的预警。数字会随办理变化。',
    no: '编号',
    level: '等级',
    name: '当事人',
    headline: '事由',
    unit: '单位',
    state: '状态',
    received: '收到',
    due: '时限',
    saved: '挽回（元）',
    unnamed: '姓名不详',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    board: typeof words;
  }
}
