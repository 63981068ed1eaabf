/**
 * What a column of a table may hold, with the names that people give it; the first is ours. `yuan` and `minutes` are
 * other units of `amount` and `seconds`.
 */
const names = {
  id: '编号 id 信号编号 线索编号 预警编号 指令编号 交易流水号 流水号 记录编号',
  kind: '类型 kind type 信号类型 线索类型 种类 类别',
  at: `时间 at time 发生时间 日期时间 发送时间 接收时间 短信时间 通话时间 通话开始时间 来电时间 开始时间 访问时间
    安装时间 下载时间 交易时间 转账时间 报警时间 报案时间 举报时间 下发时间 预警时间`,
  phone: `电话 phone 手机号 手机号码 手机 电话号码 联系电话 联系方式 被叫号码 用户号码 机主号码 事主电话 事主手机号
    当事人电话 受害人电话 潜在受害人电话 被害人电话`,
  idNo: '身份证号 idNo 身份证 身份证号码 公民身份号码 证件号 证件号码',
  account: '账号 account 账户 帐号 帐户 卡号 银行卡号 银行账号 付款账号 付款卡号 转出账号 转出卡号 本方账号',
  name: '姓名 name 事主姓名 当事人姓名 受害人姓名 潜在受害人姓名 被害人姓名 机主姓名',
  place: '区划 place 区划代码 行政区划 行政区划代码 辖区代码 地区代码',
  age: '年龄 age',
  occupation: '职业 occupation 职业身份',
  from: `来电号码 from 主叫号码 对方号码 对端号码 发送号码 发送方 短信端口 发件号码
    下发单位 下发机关 上级平台 来源单位 来源平台`,
  text: '内容 text content 短信内容 信息内容 报警内容 举报内容 指令内容 情况说明 简要案情 简要情况 正文 描述',
  transcript: '通话内容 transcript 通话转写 通话文本 录音文本 对话内容',
  seconds: '通话时长(秒) seconds duration 通话时长 时长 时长(秒) 通话秒数',
  minutes: '通话时长(分钟) minutes 通话时长(分) 时长(分钟) 时长(分) 通话分钟数',
  overseas: '是否境外 overseas 境外 境外来电 是否境外来电',
  url: '网址 url 链接 网站 访问网址 网站地址 下载地址 下载链接 域名',
  appName: '应用名称 app.name app app名称 应用 软件名称 应用程序',
  appPackage: '包名 app.package package 应用包名 安装包名',
  appSha256: 'sha256 app.sha256 安装包哈希 文件哈希 哈希值 安装包sha256',
  screenSharing: '屏幕共享 screenSharing 是否屏幕共享 是否共享屏幕 共享屏幕',
  toAccount: `收款账号 to.account payee 收款帐号 收款账户 收款卡号 对方账号 对方账户 对方卡号 转入账号 转入卡号
    交易对手账号`,
  toBank: '收款行 to.bank bank 收款银行 收款开户行 对方银行 对方开户行 转入银行',
  amount: '金额(分) amount fen 金额 转账金额 交易金额 转账金额(分) 交易金额(分) 金额分',
  yuan: '金额(元) yuan 元 转账金额(元) 交易金额(元) 金额(人民币元) amount(yuan) 金额元',
  channel: '渠道 channel 交易渠道 转账渠道',
  newPayee: '新收款人 newPayee 是否新收款人 首次收款人 是否首次转账',
  already: '是否已被骗 already 是否被骗 已被骗 被骗情况 是否受骗',
  level: '等级 level 预警等级 级别 风险等级 预警级别 风险级别',
  fraudType: '诈骗类型 fraudType 涉诈类型 案件类型 诈骗类别 诈骗手法',
  due: '时限 due 处置时限 办理时限 反馈时限 截止时间 完成时限',
} as const satisfies Record<string, string>;
export type Field = keyof typeof names;

export const fields = Object.keys(names) as Field[];

/** All names of a field, ours first. */
export const namesOf = (field: Field): string[] => names[field].split(/\s+/);
/** How a field is called when the file has no column for it. */
export const nameOf = (field: Field): string => namesOf(field)[0]!;

export interface Column {
  readonly index: number;
  readonly header: string;
}

/** The header of a table: which columns hold a field (the first one filled counts), and which hold nothing of ours. */
export interface Header {
  readonly columns: ReadonlyMap<Field, readonly Column[]>;
  readonly unknown: readonly string[];
  readonly width: number;
}

/** Full-width to half-width, no blanks, stars and punctuation of names; `Screen_Sharing` is `screensharing`. */
const plain = (header: string) =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.*:'"`]/g, '');

const subjectParts = ['phone', 'idNo', 'account', 'name', 'place', 'age', 'occupation'] as const;
const fieldByName = new Map<string, Field>([
  ...fields.flatMap((field) => namesOf(field).map((name): [string, Field] => [plain(name), field])),
  ...subjectParts.map((part): [string, Field] => [plain(`subject.${part}`), part]),
]);

/** undefined when the header is none of ours; a remark in brackets, as in 时间(必填), does not matter. */
export function fieldOf(header: string): Field | undefined {
  const name = plain(header);
  return fieldByName.get(name) ?? fieldByName.get(name.replace(/\([^()]*\)$/, ''));
}

export function readHeader(cells: readonly string[]): Header {
  const columns = new Map<Field, Column[]>();
  const unknown: string[] = [];
  cells.forEach((cell, index) => {
    const header = cell.trim();
    if (header === '') return;
    const field = fieldOf(header);
    if (field === undefined) unknown.push(header);
    else columns.set(field, [...(columns.get(field) ?? []), { index, header }]);
  });
  return { columns, unknown, width: cells.length };
}
