import { codeOf } from './letters.ts';
import { extend, Vocabulary } from './ngrams.ts';

/**
 * Words that mean the same to somebody who judges a message, however it is put: what is asked for, by whom, how it presses, and
 * what honest senders say. A model learns what they mean together (“not” + “tell” + “code” against “tell” + “code”).
 */
export const meanings: Readonly<Record<string, string>> = {
  // What is asked for
  move: '转账 汇款 打款 转给 转到 转入 汇到 汇入 划转 转钱 打钱 汇钱 打到 转过来 转过去 汇过来 打过来 走账 过账',
  pay: '付款 支付 缴纳 交纳 垫付 缴费 交费 补缴 预付 交钱 先付 付清 缴清 代付',
  top: '充值 充钱 入金 注资 追加 加仓 本金',
  withdraw: '提现 提款 取款 出金 取出 返现 到账 提出来',
  fee: '手续费 保证金 押金 解冻费 认证金 工本费 服务费 中介费 流水 验资 定金 诚意金 担保金 激活费 违约金 滞纳金 材料费 会员费',
  account: '安全账户 指定账户 监管账户 核查账户 清查账户 对公账户 我的账户 这个账户 这个账号 私人账户',
  code: '验证码 校验码 动态码 短信码 动态密码 识别码 授权码',
  password: '密码 口令',
  identity: '身份证 证件号 卡号 个人信息 身份信息 银行卡号 人脸',
  tell: '告诉 告知 提供 报给 发给 念给 报一下 填写 输入 泄露 透露 转发 发过来 说一下 发我 登记',
  app: '下载 安装 app 软件 客户端 应用 安装包',
  share: '屏幕共享 共享屏幕 远程 会议软件 视频会议 开会软件 投屏',
  link: '点击 点开 链接 网址 http www .com .cn .cc .top 扫码 二维码 打开网页',
  add: '加微信 加qq 加群 进群 加我 私聊 威信 薇信 入群 拉群 扣扣 好友 添加 联系我',
  cash: '取现金 现金 寄过来 上门取 邮寄 黄金 购物卡 充值卡 卡密',
  // What is promised or threatened
  profit: '收益 回报 返利 佣金 利润 盈利 分红 翻倍 日赚 赚钱 日结 工资 月入 赚',
  sure: '保本 稳赚 零风险 无风险 百分百 包赚 内幕 内部 稳定 保证',
  win: '中奖 恭喜 奖品 抽奖 领取 免费 福利 红包 补贴 幸运 赠送 名额',
  loan: '贷款 额度 授信 借款 放款 无抵押 低息 免息 下款 利率 借钱 周转',
  credit: '征信 信用 逾期 黑名单 失信 污点 欠款',
  refund: '退款 退费 理赔 赔付 赔偿 补偿 退还 退钱 赔',
  freeze: '冻结 停机 停用 查封 锁定 封号 停发 异常 受限 暂停 中断',
  cancel: '注销 关闭 取消 解除 解绑 退订 拒收',
  case: '涉嫌 洗钱 案件 逮捕 拘留 通缉 违法 犯罪 传唤 冒用 诈骗案 刑事',
  urge: '立即 马上 立刻 尽快 否则 最后 过期 赶紧 务必 急用 抓紧 今日内 速',
  secret: '保密 不要告诉 别告诉 不能告诉 别挂 不要挂 不能挂 不许 单独 没有人的地方 不要和',
  // Who speaks, of what
  police: '公安 警官 民警 派出所 检察院 检察官 法院 刑警 办案 警号 公检法 刑侦',
  office: '社保 医保 税务 海关 通信管理 管理局 政务 社区 居委会 村委会 街道 人社 住建',
  bank: '银行 信用卡 储蓄卡 银行卡 网银 网点 柜台 支行',
  service: '客服 工作人员 专员 经理 官方 平台',
  parcel: '订单 快递 包裹 商品 下单 发货 物流 买的 派送 取件 驿站 快件 签收',
  task: '任务 做单 刷单 抢单 点赞 关注 兼职 试玩 接单 刷信誉',
  invest: '股票 投资 理财 炒股 基金 期货 虚拟币 数字货币 usdt 导师 带单 老师 大盘 涨停 牛股',
  game: '游戏 皮肤 装备 代练 账号 点券 区服',
  flight: '航班 机票 改签 退票 延误 起飞 登机',
  love: '亲爱的 宝贝 老公 老婆 缘分 想你 对象 恋',
  kin: '妈 爸 儿子 女儿 孩子 爷爷 奶奶 外婆 姐 哥',
  school: '学校 家长 老师通知 班级 同学 作业 学费 幼儿园 班主任',
  boss: '领导 老板 书记 局长 主任 董事长 总经理 李总 王总 张总',
  medical: '医院 挂号 就诊 体检 疫苗 医生 住院 检查报告 复诊',
  shop: '门店 优惠 特价 促销 满减 会员 新品 折 活动 积分 兑换',
  // What honest senders say
  not: '请勿 切勿 不要 勿 别 不会 不得 严禁 无需 不用 不能 不收 从不 绝不 不需要',
  beware: '防范 反诈 诈骗 骗局 上当 谨防 警惕 当心 骗子 陷阱 被骗 核实 谨慎',
  place: '营业厅 大厅 窗口 线下 现场 当面 到店 本人 前往 来所 到所 办公室',
  own: '官方app 官网 官方网站 官方渠道 官方客服 卡背面 手机银行 小程序 公众号',
  statement: '尾号 余额 消费 支出 入账 账单 还款日 收入 交易 扣款 自动扣',
  thanks: '谢谢 感谢 祝您 祝 请知悉 特此通知 敬请 请携带 请于 准时',
  // How a case is told
  victim: '受害人 报案 报警 事主 损失 后发现 发觉 得知被骗 报称 共计 嫌疑人 对方',
};

/** Hashes of the words and of their beginnings. */
const known: number[] = [];
/** Concept + 1 of each of `known`; 0 for what only begins a word. */
const meant: number[] = [];
/** 1 for the letters that begin a word. */
const begins = new Uint8Array(65_536);
Object.values(meanings).forEach((words, concept) => {
  for (const word of words.split(' ')) {
    let hash = 0;
    for (let at = 0; at < word.length; at++) {
      const letter = codeOf(word.charCodeAt(at));
      if (at === 0) begins[letter] = 1;
      hash = extend(hash, letter);
      if (!known.includes(hash)) meant[known.push(hash) - 1] = 0;
    }
    meant[known.indexOf(hash)] = concept + 1;
  }
});
const words = new Vocabulary(Int32Array.from(known));
const concepts = Uint8Array.from(meant);

/** So far apart, in letters, two concepts still belong together. */
const reach = 16;
const seed = 0x2545f491;
const count = Object.keys(meanings).length;

/** Scratch space for one text after the other: the concepts found, where each begins and ends. */
let said = new Uint8Array(256);
let from = new Int32Array(256);
let until = new Int32Array(256);

/** Finds concepts into the scratch space, answers how many. Where words overlap the longest from the left counts. */
function findConcepts(letters: Uint16Array): number {
  let listed = 0;
  for (let start = 0; start < letters.length; start++) {
    if (begins[letters[start]!] === 0) continue;
    let hash = 0;
    let concept = 0;
    let end = start;
    for (let at = start; at < letters.length; at++) {
      hash = extend(hash, letters[at]!);
      const word = words.numberOf(hash);
      if (word < 0) break;
      if (concepts[word] === 0) continue;
      concept = concepts[word]!;
      end = at + 1;
    }
    if (concept === 0) continue;
    if (listed === said.length) grow();
    said[listed] = concept - 1;
    from[listed] = start;
    until[listed++] = end;
    start = end - 1;
  }
  return listed;
}

function grow(): void {
  const [more, starts, ends] = [new Uint8Array(said.length * 2), ...twoOf(said.length * 2)];
  more.set(said);
  starts.set(from);
  ends.set(until);
  [said, from, until] = [more, starts, ends];
}

const twoOf = (length: number) => [new Int32Array(length), new Int32Array(length)] as const;

/** Two that follow each other, one between them at most, say something together. */
const belong = (first: number, second: number): boolean =>
  first >= 0 && said[first] !== said[second] && from[second]! - from[first]! <= reach;

/** Calls `each` with the hash, start and length of every concept and of every two that belong together. */
export function eachConcept(
  letters: Uint16Array,
  each: (hash: number, start: number, length: number) => void,
): void {
  const found = findConcepts(letters);
  for (let at = 0; at < found; at++) {
    each(hashOf(said[at]!), from[at]!, until[at]! - from[at]!);
    for (const first of [at - 1, at - 2])
      if (belong(first, at))
        each(pairHashOf(said[first]!, said[at]!), from[first]!, until[at]! - from[first]!);
  }
}

const hashOf = (concept: number) => extend(seed, concept);
const pairHashOf = (first: number, second: number) => extend(extend(seed, first), second);

/** Features of a vocabulary that are concepts: for who classifies many texts. */
export class ConceptFeatures {
  private readonly single: Int32Array;
  private readonly pairs: Int32Array;

  constructor(vocabulary: Vocabulary) {
    const all = Array.from({ length: count }, (_, concept) => concept);
    this.single = Int32Array.from(all, (concept) => vocabulary.numberOf(hashOf(concept)));
    this.pairs = Int32Array.from(
      all.flatMap((first) => all.map((second) => vocabulary.numberOf(pairHashOf(first, second)))),
    );
  }

  /** Counts the known ones into `seen`, lists each once in `found` from `listed` on; answers how many are listed then. */
  collect(letters: Uint16Array, seen: Uint16Array, found: Int32Array, listed: number): number {
    const { single, pairs } = this;
    const most = findConcepts(letters);
    let end = listed;
    for (let at = 0; at < most; at++) {
      const concept = said[at]!;
      const feature = single[concept]!;
      if (feature >= 0 && seen[feature]!++ === 0) found[end++] = feature;
      for (let first = at - 1; first >= at - 2 && first >= 0; first--) {
        if (!belong(first, at)) continue;
        const pair = pairs[said[first]! * count + concept]!;
        if (pair >= 0 && seen[pair]!++ === 0) found[end++] = pair;
      }
    }
    return end;
  }
}
