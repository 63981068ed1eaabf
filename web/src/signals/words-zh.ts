export const words = {
  enter: '录入线索',
  title: '录入一条线索',
  intro: '群众来电、柜面反映或转来的短信，录入后当场研判；达到预警等级的直接进入列表。',
  kind: '类型',
  kinds: { report: '群众反映', sms: '可疑短信' },
  phone: '当事人手机号',
  phoneHint: '可以带空格、横线、+86。',
  phoneBad: '请填写手机号或固定电话，3 至 24 位数字。',
  name: '姓名',
  place: '所在乡镇、街道',
  placeAny: '不清楚',
  none: '没有匹配的',
  sender: '发送号码',
  textReport: '所述情况',
  textSms: '短信内容',
  textHint: '原话照录；号码、网址、应用名都写上。',
  textMissing: '请填写内容。',
  already: '是否已被骗',
  alreadys: { not_cheated: '未被骗', cheated: '已被骗', unknown: '不清楚' },
  cheatedNow: '已经转账的，请同时报警止付，不要等录入完成。',
  submit: '录入并研判',
  rejected: '这条线索没有通过检查：{{reason}}',
  decided: '已研判：{{level}}级预警',
  noWarning: '已研判：未达到预警等级，线索已留存',
  duplicate: '这条线索此前已经录入过',
  score: '风险分 {{score}}',
  reasons: '理由',
  open: '打开这条预警',
  again: '再录一条',
  first: {
    title: '还没有收到过线索',
    why: '列表是空的，因为还没有任何来源接入。可以先手工录入一条，或让来源系统推送。',
    step1: '在服务器上为来源建一把密钥（一个来源一把）：',
    step2: '用密钥推送第一条线索：',
    step3: '达到预警等级的线索，几秒内会出现在这个列表里。',
    ask: '建密钥需要能登录服务器的人，一般是系统管理员。',
    sample: '您的账户涉嫌洗钱，请立即将资金转入安全账户配合调查，并下载会议软件共享屏幕',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    signals: typeof words;
  }
}
