export const words = {
  room: '权限对照',
  title: '谁能做什么，为什么？',
  intro:
    '岗位决定权限，单位和区划决定范围；单条预警可以限人、限期借阅。系统、安全、审计管理员互斥，也不兼任业务岗位。',
  print: '打印',
  filter: '筛选',
  role: '岗位',
  act: '权限',
  person: '人员',
  personHint: '姓名或单位',
  unit: '单位',
  all: '全部',
  grid: '岗位与权限',
  may: '可以',
  mayNot: '不可以',
  reasons: '依据',
  people: '{{count}} 人',
  reach: {
    place: '范围：在反诈中心、公安局、情指中心看本区划，在其他单位看本单位及下级。',
    unit: '范围：本单位及下级单位。',
    nothing: '范围：只有借阅来的单条预警。',
    none: '范围：看不到任何预警。',
  },
  excludesAll: '不能与任何其他岗位兼任。',
  excludesThree: '不能兼任系统、安全、审计管理员。',
  nothing: '没有业务权限',
  who: '谁在这里可以做',
  count: '{{count}} 人',
  sees: {
    title: '看到的范围',
    place: '{{place}}全部',
    units: '{{units}}',
    lent: '借阅 {{count}} 条',
    nothing: '没有业务数据',
  },
  nobody: '没有人',
  nobodyWhy: '没有符合条件的人员。换一个岗位、权限或姓名试试。',
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    matrix: typeof words;
  }
}
