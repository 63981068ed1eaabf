import {
  type FraudType,
  fraudTypes,
  type Level,
  levels,
  type SignalKind,
  signalKinds,
} from '@lanzha/contract';

/** Words that people write for our vocabularies; our own identifiers are always understood. */
const kindWords = {
  sms: ['短信', '彩信', '短信息'],
  call: ['通话', '电话', '来电', '语音', '语音通话'],
  visit: ['访问网址', '访问', '网址', '网址访问', '网站访问', '网页访问', '浏览', '下载'],
  install: ['安装应用', '安装', '应用安装', '软件安装', 'app安装', '装机'],
  transfer: ['转账', '汇款', '交易', '资金', '资金交易', '转账汇款', '转帐'],
  report: ['群众反映', '报警', '报案', '举报', '咨询', '群众举报', '求助', '警情'],
  instruction: ['上级指令', '指令', '预警指令', '下发指令', '资金预警指令', '预警'],
} as const satisfies Record<SignalKind, readonly string[]>;

const levelWords = {
  urgent: ['紧急', '特急', '紧急高危', '特高危'],
  high: ['高', '高危', '高级', '高风险'],
  middle: ['中', '中危', '中级', '中风险', 'medium'],
  low: ['低', '低危', '低级', '低风险'],
} as const satisfies Record<Level, readonly string[]>;

const typeWords = {
  '01': ['刷单返利', '刷单', '兼职刷单'],
  '02': ['虚假投资理财', '投资理财', '虚假网络投资理财'],
  '03': ['虚假购物服务', '虚假购物', '购物服务'],
  '04': ['冒充电商物流客服', '冒充客服', '冒充购物客服'],
  '05': ['虚假贷款', '贷款', '网络贷款'],
  '06': ['虚假征信', '征信', '注销校园贷'],
  '07': ['冒充领导熟人', '冒充熟人', '冒充领导'],
  '08': ['冒充公检法及政府机关', '冒充公检法'],
  '09': ['婚恋交友', '网络婚恋', '杀猪盘', '裸聊'],
  '10': ['游戏产品虚假交易', '游戏交易', '网络游戏产品虚假交易', '网游交易'],
  '11': ['机票退改签', '退改签'],
  '12': ['冒充企业老板', '冒充企业', '冒充老板'],
  '13': ['中奖补贴', '中奖', '补贴'],
  '14': ['积分兑换、ETC钓鱼', '积分兑换', 'ETC'],
  '15': ['木马链接、屏幕共享', '木马链接', '屏幕共享'],
  '16': ['NFC盗刷'],
  '17': ['网络招嫖', '招嫖'],
  '18': ['虚构险情', '虚构绑架'],
  '19': ['引荐就业培训', '就业培训'],
  '20': ['慈善、民族资产', '民族资产解冻', '民族资产', '慈善'],
  '99': ['其他', '其它', '其他类型'],
} as const satisfies Record<FraudType, readonly string[]>;

const alreadyWords = {
  not_cheated: [
    '未被骗',
    '没有被骗',
    '没被骗',
    '未受骗',
    '没有',
    '未',
    ...['否', '无', 'no', 'n', 'false', '0'],
  ],
  cheated: ['已被骗', '被骗', '已受骗', '受骗', ...['是', '有', 'yes', 'y', 'true', '1']],
  unknown: ['不清楚', '未知', '不明', '不详', '不确定', '不知道'],
} as const;

const booleanWords = {
  true: ['是', '有', '√', '✓', '对', '真', 'yes', 'y', '1', 't'],
  false: ['否', '无', '不是', '没有', '×', 'x', '假', 'no', 'n', '0', 'f'],
} as const;

/** Equal words whatever their width, case, blanks and punctuation. */
const plain = (word: string) =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s、,/()-]/g, '');

function dictionary<T extends string>(
  own: readonly T[],
  words: Record<T, readonly string[]>,
): (word: string) => T | undefined {
  const known = new Map(
    own.flatMap((one) => [one, ...words[one]].map((word): [string, T] => [plain(word), one])),
  );
  return (word) => known.get(plain(word));
}

/** How a kind is called in sentences. */
export const kindName = (kind: SignalKind): string => kindWords[kind][0];

export const kindOf = dictionary(signalKinds, kindWords);
export const levelOf = dictionary(levels, levelWords);
export const alreadyOf = dictionary(['not_cheated', 'cheated', 'unknown'] as const, alreadyWords);

const booleanName = dictionary(['true', 'false'] as const, booleanWords);
export function booleanOf(word: string): boolean | undefined {
  const name = booleanName(word);
  return name === undefined ? undefined : name === 'true';
}

const typeOf = dictionary(fraudTypes, typeWords);
/** The code of an official type by code or name (刷单返利类诈骗); other words stay as they are, at most 40 characters. */
export function fraudTypeOf(word: string): string {
  const bare = word.trim().replace(/(类|型)?(电信网络)?(诈骗)?(类|型)?(案件)?$/, '');
  return typeOf(/^\d$/.test(bare) ? `0${bare}` : bare) ?? typeOf(word) ?? word.trim().slice(0, 40);
}
