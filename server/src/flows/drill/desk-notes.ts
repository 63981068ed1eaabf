import type { OpenWork } from '@lanzha/contract';
import type { chanceOf } from '@lanzha/engine/drill';

type Chance = ReturnType<typeof chanceOf>;

/** How the shift went, and what the next one should know. */
interface Sayings {
  readonly first: readonly string[];
  readonly more: readonly string[];
}

const centre = [
  '未接通的都记在联系记录里，请换个时段接着打。',
  '有老人不大相信电话，已请辖区派出所上门，请盯着见面时限。',
  '刷单返利类偏多，联系时先问有没有被要求垫付、充值。',
  '冒充客服退款的来电集中，提醒对方别共享屏幕、别给验证码。',
  '上级指令都已签收，反馈还差最后一件，请留意回复。',
  '银行报来的可疑转账都回了电话，暂无新的待办。',
  '劝阻不成的已报告领导，请下一班再回访一次。',
  '座机和录音正常，备用手机已充满电。',
];

const sayings = {
  day: {
    first: [
      '白天来电较多，低危的还没有全部联系完。',
      '下午与派出所逐件对过，没有漏签的。',
      '已约好晚上再联系几位白班职工，请接着办。',
    ],
    more: centre,
  },
  night: {
    first: [
      '夜里比较平稳，紧急预警都在时限内联系上了。',
      '中低危的留到白天办，夜里不打扰群众休息。',
      '凌晨有境外来电预警，已联系本人，没有转账。',
    ],
    more: centre,
  },
  station: {
    first: [
      '昨天白天来电较多，低危的还没有全部联系完。',
      '一昼夜比较平稳，紧急的都在时限内见了面。',
      '已约好今天上门见面的，地址在联系记录里，请接着办。',
    ],
    more: [
      '未接通的都记在联系记录里，请换个时段接着打。',
      '有老人不大相信电话，上门请两人同去，最好约上家属。',
      '网格员反映有居民被拉进荐股群，已提醒，请再留意。',
      '反诈中心派来的都已签收，反馈还差最后一件。',
      '劝阻不成的已报告所领导，请下一班再回访一次。',
      '警务通和执法记录仪都已充满电。',
    ],
  },
} as const satisfies Record<string, Sayings>;

/**
 * What a colleague writes for whoever comes next.
 * @param kept which shift ends: of the centre by day or by night, or of a station
 */
export function deskNote(
  chance: Chance,
  open: OpenWork,
  kept: keyof typeof sayings,
  forTrainee: boolean,
): string {
  const total = Object.values(open.byLevel).reduce((sum, count) => sum + count, 0);
  const urgent = open.byLevel.urgent + open.byLevel.high;
  const figures =
    total === 0
      ? '交班时没有未结预警。'
      : `交班时未结 ${total} 件，其中紧急、高危 ${urgent} 件，待签收 ${open.pending} 件，超时 ${open.overdue} 件。`;
  const { first, more }: Sayings = sayings[kept];
  const from = chance.whole(0, more.length - 1);
  const also = [0, 3].slice(0, chance.whole(1, 2)).map((step) => more[(from + step) % more.length] ?? '');
  const last = forTrainee ? ['接班后请先签收新来的，再看快到时限的；拿不准的问带班领导。'] : [];
  return [figures, chance.pick(first), ...also, ...last].join('');
}
