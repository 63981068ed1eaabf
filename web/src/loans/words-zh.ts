export const words = {
  room: '借阅',
  title: '借入和借出的预警',
  intro: '确需知悉单条预警时，限人、限期、写明事由借阅；每次查看都留痕，到期自动收回。',
  views: '查看',
  view: { borrowed: '我借入的', lent: '我借出的' },
  empty: { borrowed: '没有借给您的预警', lent: '您没有借出预警' },
  emptyWhy: {
    borrowed: '别的单位把预警借给您后，会出现在这里和预警列表里，并标明“借阅”。',
    lent: '打开一条预警，点“借阅给…”，可以借给范围之外的人。',
  },
  col: {
    warning: '预警',
    borrower: '借给',
    lender: '借自',
    purpose: '用途',
    reason: '事由',
    until: '期限',
    reads: '查看次数',
    act: '操作',
  },
  warning: '{{no}} 号 · {{name}} · {{place}}',
  unnamed: '姓名不详',
  outOfSight: '已收回，不再显示',
  purpose: { read: '查看', contact: '联系劝阻' },
  purposeLong: { read: '只查看（脱敏）', contact: '联系劝阻（可看姓名、电话，可登记联系和见面）' },
  running: '借阅中',
  over: '已结束',
  endedBy: '{{name}} 收回，{{at}}',
  takeBack: '收回',
  giveBack: '归还',
  lend: '借阅给…',
  lentLine: {
    read: '借阅：{{name}} 借给您查看，到 {{at}} 为止。每次查看都留痕。',
    contact: '借阅：{{name}} 借给您联系劝阻，到 {{at}} 为止。每次查看都留痕。',
  },
  form: {
    title: '借阅 {{no}} 号预警',
    now: '现在借给了',
    one: '{{name}} · {{purpose}} · 到 {{at}}',
    borrower: '借给谁',
    borrowerHint: '只列出可以借阅的人。系统、安全、审计管理员不能借阅。',
    choose: '输入姓名或单位',
    nobody: '没有这个人',
    borrowerMissing: '请选择借给谁。',
    until: '到哪天为止',
    untilHint: '最长 {{days}} 天，当天 24 时自动收回。',
    untilMissing: '请选择到哪天为止。',
    reasonHint: '写明为什么需要，不要写号码。',
    reasonMissing: '请写明事由，至少四个字。',
    submit: '借出',
  },
  refused: {
    unknown: '没有这个人，或账户已停用。',
    role: '这个岗位不能借阅预警。',
    purpose: '这个岗位不办理预警，只能借给查看。',
    oneself: '不能借给自己。',
    notNeeded: '这个人本来就能看到这条预警，不用借阅。',
    ended: '这次借阅已经结束。',
    already: '已经借给这个人，还没有到期。',
    tooLong: '期限要在今天之后、{{days}} 天之内。',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    loans: typeof words;
  }
}
