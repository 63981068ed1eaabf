export const words = {
  room: '查找',
  title: '按号码或姓名查找预警',
  intro:
    '输入完整的手机号、证件号、账号或姓名。内容不进入地址栏和日志，只在您的范围内查找，结果脱敏，查找留痕。',
  value: '号码或姓名',
  valueHint: '空格、短横线、+86 都可以带。',
  valueMissing: '请输入要查找的号码或姓名。',
  notAnIdentifier: '这不像手机号、证件号、账号或姓名，请检查后再查。',
  kind: '种类',
  kinds: { any: '自动识别', phone: '手机号', idNo: '证件号', account: '账号', name: '姓名' },
  reason: '事由',
  reasonHint: '按姓名查找时必填。',
  reasonMissing: '按姓名查找要写明事由。',
  find: '查找',
  tooMany: '一小时内查找的次数太多，请稍后再试；确有需要请告诉领导。',
  loading: '正在查找',
  expired: '这次查找已过期',
  expiredWhy: '查找结果只保留十几分钟，也只有查找的人能看。请在上面重新查找。',
  nothing: '没有找到 {{what}}（{{kind}}）',
  nothingWhy: '您的范围内没有这个号码或姓名的预警。请核对是否完整，姓名要写全名。',
  found: '{{what}}（{{kind}}）：{{count}} 条预警',
  more: '更多',
  people: '按人查看：历次预警、联系',
  col: {
    no: '编号',
    level: '等级',
    name: '姓名',
    phone: '电话或账号',
    headline: '要点',
    state: '状态',
    unit: '单位',
    received: '收到',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    search: typeof words;
  }
}
