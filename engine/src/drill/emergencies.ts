import { type Chance, chanceOf, opaqueId } from './chance.ts';
import { gangAt } from './gangs.ts';
import { ageOf, type Citizen } from './people.ts';
import type { Beat } from './scripts.ts';
import { dayOf, minute } from './seasons.ts';
import type { DrillType } from './texts/index.ts';
import { playThread, type Thread } from './threads.ts';
import type { World } from './world.ts';

/** What an instructor may let happen now. */
export const emergencyKinds = ['branch_elder', 'student_sharing', 'refund_wave', 'finance_boss'] as const;
export type EmergencyKind = (typeof emergencyKinds)[number];

/** One that was started: `n` counts them, `at` is story time in milliseconds. */
export interface Emergency {
  readonly n: number;
  readonly kind: EmergencyKind;
  readonly at: number;
}

interface Plan {
  readonly type: DrillType;
  readonly suits: (citizen: Citizen) => boolean;
  readonly beats: readonly Beat[];
  readonly listens: Thread['listens'];
  readonly watched: boolean;
  /** How many people at once, in one town, over so many minutes. */
  readonly people: readonly [number, number];
  readonly over: number;
}

const plans: Readonly<Record<EmergencyKind, Plan>> = {
  // On the telephone with a "policeman", he stands at the counter; the teller calls; minutes are left.
  branch_elder: {
    type: '08',
    suits: (one) => ageOf(one) >= 64,
    beats: [
      { beat: 'call', after: [0, 1], asks: 0, minutes: [34, 48], from: 'spoofed', begun: true },
      { beat: 'pay', after: [14, 24], asks: 0, yuan: [150_000, 280_000], times: [1, 1], gap: [0, 0] },
    ],
    listens: 'meet',
    watched: true,
    people: [1, 1],
    over: 1,
  },
  student_sharing: {
    type: '04',
    suits: (one) => one.occupation === 'student',
    beats: [
      { beat: 'call', after: [0, 1], asks: 0, minutes: [9, 14], from: 'foreign', begun: true },
      { beat: 'install', after: [0, 2], asks: 0, sharing: true },
      { beat: 'pay', after: [11, 16], asks: 0, yuan: [8_000, 26_000], times: [2, 3], gap: [5, 9] },
    ],
    listens: 'call',
    watched: false,
    people: [1, 1],
    over: 1,
  },
  refund_wave: {
    type: '04',
    suits: (one) => ageOf(one) >= 20 && ageOf(one) <= 55,
    beats: [
      { beat: 'call', after: [0, 1], asks: 0, minutes: [10, 20], from: 'foreign', begun: true },
      { beat: 'install', after: [2, 6], asks: 0.4, sharing: true },
      { beat: 'pay', after: [12, 30], asks: 0.55, yuan: [5_000, 60_000], times: [1, 2], gap: [5, 12] },
    ],
    listens: 'call',
    watched: false,
    people: [9, 14],
    over: 35,
  },
  finance_boss: {
    type: '07',
    suits: (one) => one.occupation === 'finance',
    beats: [
      { beat: 'sms', after: [0, 1], asks: 0 },
      { beat: 'call', after: [3, 6], asks: 0, minutes: [3, 6], from: 'mobile', begun: true },
      { beat: 'pay', after: [14, 22], asks: 0, yuan: [180_000, 460_000], times: [1, 1], gap: [0, 0] },
    ],
    listens: 'call',
    watched: true,
    people: [1, 1],
    over: 1,
  },
};

/** The threads of an emergency: the same for the same number, kind and instant. */
export function threadsOfEmergency(world: World, { n, kind, at }: Emergency): Thread[] {
  const { params, gangs, land } = world;
  const chance = chanceOf(params.seed, 'emergency', n, kind, at);
  const plan = plans[kind];
  const gang = gangAt(params, chance.pick(gangs[plan.type]), Math.floor(dayOf(at) / 7));
  const town = chance.whole(0, land.towns.length - 1);
  return Array.from({ length: chance.whole(...plan.people) }, (_, person) =>
    playThread(chance, {
      id: opaqueId(params.seed, 'emergency', n, kind, at, person),
      type: plan.type,
      gang,
      victim: victimFor(world, chance, plan.suits, town),
      begins: at + Math.floor(chance.next() * plan.over * minute),
      belief: plan.people[1] > 1 ? chance.next() : 0.99,
      beats: plan.beats,
      listens: plan.listens,
      watched: plan.watched,
    }),
  );
}

function victimFor(
  { people }: World,
  chance: Chance,
  suits: (one: Citizen) => boolean,
  town: number,
): Citizen {
  let found = people.anybody(chance, town);
  for (let tries = 0; tries < 400 && !suits(found); tries++) found = people.anybody(chance, town);
  return found;
}
