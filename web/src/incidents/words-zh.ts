import type {
  Arrival,
  Cancelling,
  IncidentHistory,
  IncidentSource,
  IncidentState,
  IncidentView,
  Leak,
  PayeeKind,
  PlainPurpose,
  Precision,
  TransferChannel,
  YesNo,
} from '@lanzha/contract';

type Field = IncidentHistory['changes'][number]['field'];

const field = {
  fraudType: '诈骗类型',
  subtype: '小类',
  screenSharing: '屏幕共享还开着吗',
  warnedBefore: '被骗之前接到过预警吗',
  leak: '对方从哪里知道的个人信息',
  crisis: '情绪上有没有危险',
  victimName: '被害人姓名',
  victimIdNo: '证件号码',
  victimPhone: '联系电话',
  contactPhone: '对方电话',
  contactApp: '对方让用的软件',
  contactUrl: '对方的网址',
  contactGroup: '群、聊天账号',
  talk: '对方怎么说的',
  brief: '简要案情',
  referral: '转介给谁、什么时候',
  receipt: '回执编号',
  transfer: '转账记录',
  amount: '金额',
  sentAt: '转账时间',
  sentTo: '转账时间（精确到秒）',
  channel: '怎么转的',
  arrival: '到账方式',
  cancelling: '撤销办得怎么样',
  payeeKind: '收款账户类型',
  fromAccount: '转出账号',
  fromName: '转出户名',
  fromBank: '转出开户行',
  toAccount: '收款账号',
  toName: '收款户名',
  toBank: '收款开户行',
  reference: '交易流水号',
  handedTo: '移交给',
} as const satisfies Record<Field, string>;

const state = {
  draft: '采集中',
  collected: '要素已采集',
  handed_over: '已移交',
  withdrawn: '已撤销',
} as const satisfies Record<IncidentState, string>;

const view = {
  open: '办理中',
  review: '待复核',
  handed_over: '已移交',
  withdrawn: '已撤销',
  all: '全部',
} as const satisfies Record<IncidentView, string>;

const source = {
  warning: '预警',
  phone: '来电',
  visit: '上门',
  police_110: '110 转来',
  hotline_96110: '96110',
  bank: '银行',
  other: '其他',
} as const satisfies Record<IncidentSource, string>;

const yesNo = { yes: '是', no: '否', unknown: '不清楚' } as const satisfies Record<YesNo, string>;

const arrival = {
  real_time: '实时到账',
  ordinary: '普通到账',
  next_day: '次日到账',
  atm_24h: 'ATM 转账',
  unknown: '不清楚',
} as const satisfies Record<Arrival, string>;

const cancelling = {
  asked: '已向银行申请',
  cancelled: '已撤销成功',
  too_late: '银行答复来不及',
} as const satisfies Record<Cancelling, string>;

const channel = {
  mobile_bank: '手机银行',
  online_bank: '网上银行',
  third_party: '支付软件',
  atm: 'ATM',
  counter: '柜台',
  qr_code: '扫码',
  card_machine: '刷卡',
  cash: '现金',
  virtual_currency: '虚拟货币',
  other: '其他',
} as const satisfies Record<TransferChannel, string>;

const payeeKind = { person: '个人', company: '对公', unknown: '不清楚' } as const satisfies Record<
  PayeeKind,
  string
>;

const leak = {
  shopping: '网上购物',
  courier: '快递',
  social: '社交软件',
  recruitment: '求职招聘',
  lending: '网上借贷',
  school: '学校、培训',
  medical: '就医',
  travel: '出行、票务',
  acquaintance: '熟人',
  filled_in: '自己在网页、软件里填的',
  other: '其他',
  not_found: '未查明',
} as const satisfies Record<Leak, string>;

const plain = {
  purpose: '查看明文的用途',
  hint: '每次查看都留痕。',
  open: '打开紧急止付要素',
  stop_payment: '录入上级平台，办理止付',
  check: '核对登记的内容',
  handing_over: '移交办案单位',
  return_visit: '联系、回访被害人',
} as const satisfies Record<PlainPurpose | 'purpose' | 'hint' | 'open', string>;

const did = {
  open: '建立',
  record: '登记',
  collect: '完成采集',
  hand_over: '登记移交',
  ask_withdraw: '申请撤销',
  ask_retype: '申请改类',
  agree_withdraw: '同意撤销',
  agree_retype: '同意改类',
  refuse: '没有同意',
  take_back: '随预警结案的撤销而撤销',
  restore: '随预警再次结案而恢复',
} as const satisfies Record<IncidentHistory['act'], string>;

const precision = { second: '秒', minute: '分', hour: '小时', day: '天' } as const satisfies Record<
  Precision,
  string
>;

export const words = {
  room: '警情',
  list: '警情',
  intro: '接到已经被骗的报告，先采集止付要素。警情不等于立案；不删除，撤销、改类由两人办。',
  views: '查看',
  view,
  any: '全部',
  mine: '只看我建立的',
  overdue: '只看超过报送时限的',
  empty: '没有警情',
  emptyWhy: '预警按“已经被骗”结案时，这里会自动建立警情；来电、上门的，点“接报”。',
  more: '更多',
  col: {
    no: '警情',
    state: '状态',
    clock: '报送时限',
    loss: '金额（元）',
    source: '来源',
    where: '地点、单位',
    opened: '接报',
  },
  row: '{{no}} 号 · {{name}}',
  no: '{{no}} 号警情',
  title: '{{no}} 号警情 快采',
  back: '警情',
  unnamed: '姓名未采集',
  transfers: '{{count}} 笔',
  crisis: '情绪有危险',
  loss: '共 {{yuan}} 元',
  openedBy: '{{name}} {{at}} 接报',
  warning: '{{no}} 号预警',
  notFound: '没有这条警情',
  notFoundWhy: '可能不在您的范围内，或者地址不对。',
  mayNotWrite: '您的岗位只能查看。要素已脱敏。',
  closedNow: '警情现在不能修改。',
  state,
  source,
  field,
  yesNo,
  arrival,
  cancelling,
  channel,
  payeeKind,
  leak,
  precision,
  did,
  clock: {
    left: '还剩 {{span}}',
    over: '已超 {{span}}',
    minutes: '{{minutes}}:{{seconds}}',
    hours: '{{hours}} 小时 {{minutes}} 分',
  },
  line: {
    collect: '警情 {{no}} 号已建立，马上快采',
    see: '警情 {{no}} 号',
  },
  open: {
    new: '接报',
    title: '接报，建立警情',
    source: '怎么报来的',
    about: '建立后马上开始快采，每一项自动保存。时限从现在起算。',
    submit: '开始快采',
  },
  step: {
    react: '一、快反',
    reactWhy: '先让对方停手：退出屏幕共享，不再转账；再问刚才的转账还能不能撤销。',
    ask: '二、快问',
    take: '三、快采',
    stop: '四、快止',
    stopWhy: '止付指令由有权人员在公安机关的止付平台发出。本系统不发送、不代发任何指令，只登记。',
  },
  stopSharing: '请当事人现在就退出会议软件；退不出就关机，换一部电话继续说。',
  hint: {
    screenSharing: '还开着的，先让当事人关掉再往下问。',
    crisis: '情绪崩溃、说不想活的，选“是”，并立即转介心理干预，不要留当事人一个人。',
    referral: '例如：已联系家属到场，转市心理援助热线，15:40。',
    type: '按 {{version}} 版分类。要素采集完成后改类，须由另一人复核。',
    amount: '可以写 3万5、35,000元、三万五。',
    time: '可以写 昨天下午3点20、今天15:20:33、10分钟前；尽量问到秒。',
    fromName: '不填就按被害人本人。',
    brief: '一两句话：什么时间，被什么人以什么理由骗，转到哪里。',
  },
  understood: {
    amount: '识别为 {{yuan}} 元',
    second: '识别为 {{at}}',
    minute: '识别为 {{at}}（到分，请再问到秒）',
    hour: '识别为 {{at}}（只到小时，请再问到秒）',
    day: '识别为 {{at}}（只到天，请再问到秒）',
  },
  wrong: {
    amount: '没有看懂金额，请写成 35000 或 3万5。',
    time: '没有看懂时间，或者时间还没有到。请写成 2026-03-02 15:20:33 或 昨天下午3点20。',
    subtype: '这个类型下没有这个小类。',
    future: '移交时间不能晚于现在。',
  },
  doubt: {
    card: '卡号校验不通过，请再核对一遍；确实如此也可以照填。',
    check: '证件号码校验不通过，请再核对一遍；确实如此也可以照填。',
    length: '身份证号码应为 18 位，请再核对；其他证件照填。',
  },
  kept: '已登记：{{value}}',
  overwrite: '重新填写会替换已登记的内容',
  saving: '正在保存',
  saved: '已保存',
  notAsked: '未选',
  needsReview: '类型已经认定，请点“申请改类”，由另一人复核。',
  changed: '刚被别人改过，请再看一遍。',
  changedBy: '{{by}} 刚改过这条警情，已为您刷新，请再看一遍。',
  tooOften: '查看明文过于频繁，请稍后再试，或向负责人说明。',
  conflict: {
    said: '{{by}} 同时填了“{{theirs}}”，您填的是“{{mine}}”。您的还没有保存。',
    nothing: '空',
    mine: '用我填的',
    theirs: '用对方填的',
  },
  transfer: {
    no: '第 {{no}} 笔',
    cancelOf: '第 {{no}} 笔还能撤销吗',
    struck: '第 {{no}} 笔（已划去）',
    was: '登记过 {{yuan}} 元，已划去，不计入。',
    add: '加一笔转账',
    strike: '登记错了，划去这一笔',
    cancel: '这笔可能还能撤销：请当事人马上联系付款银行申请撤销，能否撤销以银行答复为准。',
    cancelUntil:
      'ATM 转账一般在 24 小时内可以撤销，到 {{at}} 为止：请当事人马上联系付款银行。能否撤销以银行答复为准。',
  },
  missing: {
    title: '还缺什么',
    none: '止付必需的要素齐了',
    must: '止付还缺 {{count}} 项',
    should: '最好补上',
    of: '第 {{no}} 笔 {{name}}',
  },
  plain,
  sheet: {
    title: '紧急止付要素',
    head: '警情 {{no}} 号 · {{unit}} · 接报 {{at}}',
    notice:
      '请在公安机关的止付平台录入并核对户名、账号、金额和时间；四项核对一致才能止付。本系统不发送任何指令。',
    victim: '被害人',
    story: '案情',
    gap: '未采集',
    copy: '复制全部',
    print: '打印',
    stale: '要素刚有变化，请重新打开，以免录入旧的内容。',
    victimName: '姓名',
    victimIdNo: '证件号码',
    victimPhone: '联系电话',
    fromName: '转出户名',
    fromAccount: '转出账号',
    fromBank: '转出开户行',
    toName: '收款户名',
    toAccount: '收款账号',
    toBank: '收款开户行',
    amount: '金额（元）',
    sentAt: '转账时间',
    reference: '交易流水号',
    brief: '简要案情',
  },
  collect: {
    title: '要素采集完成',
    submit: '采集完成',
    why: '必需的要素不全，为什么先往下走',
    whyHint: '例如：扫码付款，当事人不知道对方户名。',
    needsWhy: '还缺止付必需的要素，请补上，或者写明为什么缺。',
  },
  handOver: {
    title: '登记移交',
    to: '移交给',
    toHint: '例如：市局止付专席、某某派出所。',
    toMissing: '请写明移交给谁。',
    at: '移交时间',
    atHint: '不填就是现在。',
    submit: '登记移交',
  },
  handedOver: '{{at}} 由 {{name}} 移交给 {{to}}，回执：{{receipt}}。',
  noReceipt: '还没有',
  withdrawn: {
    undo: '{{at}}，{{name}} 撤销了预警的结案，这条警情随之撤销；登记的内容都在。',
    review: '{{at}}，经 {{name}} 复核撤销；登记的内容都在。',
  },
  waiting: { withdraw: '撤销待复核', retype: '改类待复核' },
  review: {
    ask: { withdraw: '申请撤销', retype: '申请改类' },
    about: '由另一人复核后才生效；原来的内容、理由和办理人都保留。',
    toType: '改成哪一类',
    typeMissing: '请选择类型。',
    why: '理由',
    whyHint: '写明依据，不要写号码。',
    whyMissing: '请写明理由。',
    send: '提交复核',
    by: '{{name}} {{at}} 提出：{{why}}',
    becomes: '改为 {{type}}',
    note: '复核意见',
    agree: '同意',
    refuse: '不同意',
    waits: '等另一人复核。',
    already: '已有一项申请在等复核。',
    nothing: '没有等待复核的申请，可能已经有人办过。',
    second: '申请人不能自己复核，请由另一人复核。',
  },
  history: {
    title: '全部经过（{{count}}）',
    change: '{{field}}：{{before}} → {{after}}',
    nothing: '空',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    incidents: typeof words;
  }
}
