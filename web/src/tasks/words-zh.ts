import type { TaskDuty, TaskKind } from '@lanzha/contract';

const duty = {
  sign: '签收',
  contact: '联系',
  meet: '见面',
  close: '结案',
  follow_up: '回访',
} as const satisfies Record<TaskDuty, string>;

const kind = {
  assigned: '派给我的',
  unsigned: '本单位待签收',
  follow_up: '待回访',
  lent: '借阅给我的',
} as const satisfies Record<TaskKind, string>;

export const words = {
  room: '我的任务',
  title: '下一个找谁？',
  loading: '正在读取任务',
  list: '任务，先到期的在前',
  duty,
  kind,
  count: '共 {{count}} 件',
  shown: '先列最急的 {{count}} 件',
  unnamed: '姓名不详',
  age: '{{age}} 岁',
  empty: '现在没有任务',
  emptyWhy: '派给您的、本单位还没有签收的、该回访的，都会出现在这里，先到期的在前。',
  emptyAll: '看全部预警',
  asOf: '截至 {{at}}',
  refresh: '刷新',
  news: '任务有变化',
  call: '打电话',
  visit: '上门',
  note: '记录',
  followUp: '去回访',
  actsOf: '{{name}}：办理',
  due: '{{duty}}：{{left}}',
  noClock: '没有时限',
  left: {
    days: '还剩 {{large}} 天 {{small}} 小时',
    hours: '还剩 {{large}} 小时 {{small}} 分',
    minutes: '还剩 {{large}} 分 {{small}} 秒',
  },
  over: {
    days: '超时 {{large}} 天 {{small}} 小时',
    hours: '超时 {{large}} 小时 {{small}} 分',
    minutes: '超时 {{large}} 分 {{small}} 秒',
  },
  paused: '计时暂停',
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    tasks: typeof words;
  }
}
