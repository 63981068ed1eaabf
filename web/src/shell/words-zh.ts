export const words = {
  skip: '跳到内容',
  rooms: '各项工作',
  menu: '打开菜单',
  me: '我',
  signOut: '退出登录',
  changePassword: '修改口令',
  account: '登录与安全',
  factorDue: '请在 {{count}} 天内启用动态码',
  last: {
    was: '上次登录：{{at}}，来自 {{address}}。',
    failures: '此后有 {{count}} 次登录失败。如果不是您本人，请修改口令并告诉系统管理员。',
  },
  idle: {
    title: '还在吗？',
    why: '您有一段时间没有操作，{{count}} 秒后自动退出登录。',
    goOn: '继续工作',
    absoluteTitle: '本次登录即将到时',
    absolute: '本次登录已到最长时间，{{count}} 秒后退出。请先保存手上的内容；重新登录后回到这一页。',
    heard: '知道了',
  },
  noRoom: '您的岗位暂时没有可以打开的工作。请联系系统管理员调整岗位。',
  noRoomTitle: '还没有可用的工作',
  searchClear: '清除搜索',
  identifier: '完整的手机号、证件号、账号不放进地址栏和日志，这里不能用它们查找。请用编号、单位或事由。',
  identifierFind: '按 Enter 查找这个号码。它不进入地址栏和日志，查找会留痕。',
  keys: {
    title: '键盘操作',
    open: '键盘操作说明',
    list: '列表',
    act: '处理当前预警',
    other: '其他',
    next: '下一条',
    previous: '上一条',
    number: '输入编号，跳到那一条',
    news: '放进新预警，收起已办的',
    search: '搜索',
    notices: '打开通知',
    help: '打开这份说明',
    escape: '关闭面板，已填内容保留',
    sign: '签收',
    contact: '联系',
    meet: '见面',
    close: '结案',
    assign: '派单',
    transfer: '移交',
    reopen: '重开',
    undo: '撤销刚做的一步（10 秒内）',
    or: '或',
    digits: '数字',
    five: '一条中、低等级的预警，五个键走完：S 签收 → C 联系 → Enter 记“电话联系上” → E 结案 → Enter 记“劝阻成功”。高等级要先见面；没有见面就结案的，须写明原因。',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    shell: typeof words;
  }
}
