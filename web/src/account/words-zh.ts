export const words = {
  title: '登录与安全',
  last: {
    first: '这是您第一次登录。',
    was: '上次登录：{{at}}，来自 {{address}}。',
    failures: '此后有 {{count}} 次登录失败。如果不是您本人，请修改口令并告诉系统管理员。',
  },
  factor: {
    title: '动态码',
    on: '已启用',
    off: '未启用',
    about: '登录时除口令外还要输入手机上的动态码。剩余恢复码 {{count}} 个。',
    none: '启用后，登录时除口令外还要输入手机上的动态码，口令泄露也不会被人冒用。',
    few: '恢复码快用完了，请换一组新的并妥善保存。',
    enrol: '启用动态码',
    renew: '换一组恢复码',
    renewWhy: '原来的恢复码全部作废。',
    remove: '停用动态码',
    removeWhy: '停用后只凭口令登录。其他设备上的登录会退出。',
    removeRequired: '您的岗位必须使用动态码：停用后要马上重新启用，才能继续工作。换手机时用这个办法。',
    saved: '已保存好',
  },
  sessions: {
    title: '正在使用的登录',
    about: '有不认识的登录，请退出它并修改口令。',
    count: '{{count}} 个登录',
    device: '设备',
    unknown: '未知设备',
    address: '地址',
    since: '登录时间',
    lastSeen: '最近使用',
    act: '操作',
    current: '本次登录',
    end: '退出',
    endOthers: '退出其他所有登录',
    othersEnded: '已退出 {{count}} 个登录。',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    account: typeof words;
  }
}
