import type { Level } from '@lanzha/contract';
import { type Chance, chanceOf, countAround, opaqueId } from './chance.ts';
import { type Draft, type StoryLine, subjectOf } from './lines.ts';
import { cardOf, mobileOf, portNumber } from './numbers.ts';
import type { Citizen } from './people.ts';
import { ageOf } from './people.ts';
import { dayOf, hour, hourOf, hourShares, lifeOn } from './seasons.ts';
import { slotsFor } from './talk.ts';
import { ordinaryCalls, ordinaryReports, ordinarySms } from './texts/ordinary.ts';
import { fill } from './texts/wording.ts';
import type { DrillSender } from './units.ts';
import type { World } from './world.ts';

const perDay = 1_250;

const kinds = [
  ['sms', 46],
  ['call', 26],
  ['visit', 9],
  ['install', 2.5],
  ['transfer', 15],
  ['report', 1.1],
  ['instruction', 0.28],
] as const;

const senderOf: Readonly<Record<(typeof kinds)[number][0], DrillSender>> = {
  sms: 'operator',
  call: 'operator',
  visit: 'operator',
  install: 'operator',
  transfer: 'bank',
  report: 'hotline',
  instruction: 'upper',
};

/** The life of a county in one hour, as it comes in: messages, calls, payments, and instructions that turn out to be nothing. */
export function ordinaryHour(world: World, start: number): StoryLine[] {
  const { seed, scale } = world.params;
  const number = Math.round(start / hour);
  const chance = chanceOf(seed, 'hour', number);
  const mean = perDay * scale * lifeOn(dayOf(start)) * hourShares[hourOf(start)]!;
  return Array.from({ length: countAround(chance, mean) }, (_, n): StoryLine => {
    const kind = chance.weighted(kinds);
    const one = world.people.anybody(chance);
    const at = start + Math.floor(chance.next() * hour);
    const sender = senderOf[kind];
    return {
      id: opaqueId(seed, 'hour', number, n),
      at,
      sender,
      draft: draftOf(world, chance, kind, one, sender),
      thread: null,
      stage: null,
    };
  });
}

const topics = Object.values(ordinarySms);
const sites = [
  'http://www.yunling.example/news',
  'http://shop.example/item',
  'http://video.example/play',
  'http://map.example/route',
  'http://school.example/notice',
  'http://bank.example/login',
];
const apps = ['短视频', '打车出行', '手机银行', '外卖到家', '地图导航', '作业帮手', '看小说', '修图相机'];

function draftOf(
  world: World,
  chance: Chance,
  kind: (typeof kinds)[number][0],
  one: Citizen,
  sender: DrillSender,
): Draft {
  const slots = slotsFor(world, chance, one);
  const subject = subjectOf(one, chance, sender);
  switch (kind) {
    case 'sms':
      return {
        kind,
        subject,
        from: chance.hits(0.7)
          ? portNumber(chance)
          : mobileOf('resident', chance.whole(0, 200_000), world.params.seed),
        text: fill(chance.pick(chance.pick(topics)), slots),
      };
    case 'call':
      return callOf(world, chance, subject, slots);
    case 'visit':
      return { kind, subject, url: `${chance.pick(sites)}/${chance.whole(1, 9_999)}` };
    case 'install': {
      // Helping one's mother with her telephone looks like a fraud for once.
      const sharing = chance.hits(0.04);
      return {
        kind,
        subject,
        app: { name: sharing ? '远程协助' : chance.pick(apps) },
        ...(sharing ? { screenSharing: true } : {}),
      };
    }
    case 'transfer':
      return transferOf(world, chance, one, subject);
    case 'report':
      return { kind, subject, already: 'not_cheated', text: fill(chance.pick(ordinaryReports), slots) };
    case 'instruction':
      return {
        kind,
        subject,
        from: '演练上级平台',
        level: chance.weighted<Level>([
          ['high', 1],
          ['middle', 3],
          ['low', 6],
        ]),
      };
  }
}

function callOf(
  world: World,
  chance: Chance,
  subject: StoryLine['draft']['subject'],
  slots: Record<string, string>,
): Draft {
  // A child who works abroad rings too, and stays on the line.
  const abroad = chance.hits(0.006);
  const told = chance.hits(0.07);
  return {
    kind: 'call',
    subject,
    from: abroad
      ? `+4477009${String(chance.whole(0, 999)).padStart(5, '0')}`
      : chance.hits(0.3)
        ? mobileOf('service', chance.whole(0, 9_999), world.params.seed)
        : mobileOf('resident', chance.whole(0, 200_000), world.params.seed),
    seconds: Math.min(5_400, Math.round(chance.around(abroad ? 420 : 75))),
    ...(abroad ? { overseas: true } : {}),
    ...(told ? { transcript: fill(chance.pick(ordinaryCalls), slots) } : {}),
  };
}

function transferOf(
  world: World,
  chance: Chance,
  one: Citizen,
  subject: StoryLine['draft']['subject'],
): Draft {
  const { seed } = world.params;
  const large = chance.hits(0.06) && ageOf(one) > 22;
  const yuan = large ? chance.around(30_000) : chance.around(180);
  const known = chance.hits(0.8);
  return {
    kind: 'transfer',
    subject,
    to: {
      account: cardOf(3, known ? chance.whole(0, 400) : chance.whole(400, 900_000), seed),
      bank: chance.pick(['云岭农商银行', '青禾银行', '禾付支付']),
    },
    amount: Math.max(100, Math.round(yuan * 100)),
    channel: chance.pick(['mobile', 'mobile', 'mobile', 'online', 'counter']),
    newPayee: !known,
  };
}
