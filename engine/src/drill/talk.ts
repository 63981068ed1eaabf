import type { Chance } from './chance.ts';
import type { Gang } from './gangs.ts';
import type { Citizen } from './people.ts';
import { fill, type Slots } from './texts/wording.ts';
import type { Thread } from './threads.ts';
import type { World } from './world.ts';

const goods = [
  '羽绒服',
  '扫地机器人',
  '儿童奶粉',
  '电动牙刷',
  '名牌手表',
  '显卡',
  '登山鞋',
  '空气炸锅',
  '按摩椅',
  '护肤套装',
  '折叠手机',
  '蚕丝被',
];
const companies = [
  '恒源证券',
  '盛禾资本',
  '速易科技',
  '金禾普惠',
  '云帆商贸',
  '启航咨询',
  '兆丰理财',
  '便民小贷',
];

/** Words for the gaps of any wording. Without a gang: what ordinary texts speak of. */
export function slotsFor(
  { land }: World,
  chance: Chance,
  { name, sex }: Citizen,
  gang?: Gang,
): Record<string, string> {
  const sur = [...name].length > 3 ? name.slice(0, 2) : name.slice(0, 1);
  const money = (least: number, most: number, step: number) =>
    String(Math.round(chance.between(least, most) / step) * step);
  return {
    name: chance.hits(0.6) ? `${sur}${sex === 'f' ? '女士' : '先生'}` : name,
    sur,
    n: String(chance.whole(1_000, 99_999)),
    small: money(20, 900, 10),
    big: money(1_000, 30_000, 100),
    more: money(30_000, 300_000, 1_000),
    time: `${chance.whole(1, 12)}月${chance.whole(1, 28)}日${chance.whole(6, 22)}时`,
    goods: chance.pick(goods),
    company: chance.pick(companies),
    place: chance.pick(land.towns).name,
    url: gang === undefined ? 'http://www.example.test' : chance.pick(gang.sites),
    app: gang === undefined ? '' : chance.pick(gang.apps).name,
  };
}

const between = [
  '嗯，您说。',
  '哦，是这样啊。',
  '那我应该怎么办？',
  '我不太会弄手机。',
  '要多长时间？',
  '真的假的？',
  '好，我看一下。',
  '你慢点说。',
];

/** What a long call sounds like when written down: a few of the gang's wordings with what the other side says between. */
export function talkOf(
  register: readonly string[],
  { gang }: Pick<Thread, 'gang'>,
  chance: Chance,
  slots: Slots,
  seconds: number,
): string {
  const turns = Math.max(1, Math.min(3, Math.round(seconds / 500)));
  return Array.from(
    { length: turns },
    () =>
      fill(register[chance.pick(gang.words) % register.length]!, slots) +
      (chance.hits(0.8) ? chance.pick(between) : ''),
  ).join('');
}
