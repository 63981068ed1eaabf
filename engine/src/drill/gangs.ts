import { chanceOf } from './chance.ts';
import { cardOf, foreignNumber, mobileOf, portNumber, spoofedNumber } from './numbers.ts';
import type { DrillParams } from './places.ts';
import { type DrillType, drillTypes } from './texts/index.ts';

/** A gang in one week: it changes its telephones and sites, keeps its people's accounts a little longer, and its words. */
export interface Gang {
  readonly id: string;
  readonly types: readonly DrillType[];
  readonly foreign: readonly string[];
  readonly spoofed: readonly string[];
  readonly mobiles: readonly string[];
  readonly ports: readonly string[];
  readonly sites: readonly string[];
  readonly apps: readonly { readonly name: string; readonly package: string }[];
  /** Accounts of mules, the first layer taking the victims' money. */
  readonly layers: readonly (readonly string[])[];
  /** Which wordings it uses, out of those of each register. */
  readonly words: readonly number[];
}

const appNames = [
  '安心聊',
  '蓝鲸会议',
  '金桥资管',
  '速领贷',
  '鸿运派单',
  '云享会',
  '星途交易',
  '万通客服',
  '知音圈',
  '聚财宝',
];
const siteWords = ['fuli', 'rwdt', 'jqzg', 'lipei', 'kefu', 'suling', 'piaowu', 'hdzx', 'yxjy', 'huiyuan'];
const banks = ['云岭农商银行', '青禾银行', '江湾银行', '东岭信用社', '南浦村镇银行', '禾付支付'];

export const gangCount = ({ scale }: DrillParams): number => Math.max(10, Math.round(11 * scale ** 0.7));

/** Every type is worked by a gang at least; the others choose one or two. */
export function gangAt(params: DrillParams, n: number, week: number): Gang {
  const own = chanceOf(params.seed, 'gang', n);
  const types = [drillTypes[n % drillTypes.length]!];
  if (own.hits(0.4)) types.push(own.pick(drillTypes));
  const words = Array.from({ length: 6 }, () => own.whole(0, 11));
  const now = chanceOf(params.seed, 'gang', n, 'week', week);
  const some = <T>(count: number, one: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => one(index));
  const numbers = (n * 400 + (week % 40) * 8) * 10;
  const app = own.pick(appNames);
  return {
    id: `G${String(n + 1).padStart(3, '0')}`,
    types,
    words,
    foreign: some(4, () => foreignNumber(now)),
    spoofed: some(2, () => spoofedNumber(now)),
    mobiles: some(3, (index) => mobileOf('fraud', numbers + index, params.seed)),
    ports: some(2, () => portNumber(now)),
    sites: some(
      2,
      () =>
        `http://${own.pick(siteWords)}${now.whole(10, 99)}.${now.pick(['example', 'test'] as const)}/${now.pick(['r', 'go', 'm', 'a'] as const)}`,
    ),
    apps: some(2, (index) => ({
      name: index === 0 ? app : now.pick(appNames),
      package: `example.drill.app${n}v${week % 50}`,
    })),
    layers: [6, 4, 3].map((count, layer) =>
      some(count, (index) =>
        cardOf(2, n * 4_000 + (Math.floor(week / 2) % 100) * 40 + layer * 10 + index, params.seed),
      ),
    ),
  };
}

export const bankOf = (account: string): string => banks[Number(account.slice(-3)) % banks.length]!;

/** Gangs that work a type. */
export function gangsFor(params: DrillParams, type: DrillType): number[] {
  return Array.from({ length: gangCount(params) }, (_, n) => n).filter((n) =>
    gangAt(params, n, 0).types.includes(type),
  );
}
