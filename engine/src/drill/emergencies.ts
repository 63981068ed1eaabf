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
  /** Somebody who looks on calls the hotline after so many seconds and says this. */
  readonly onlooker?: { readonly after: readonly [number, number]; readonly words: string };
  /** How many people, in one town, the first at once and the others over so many minutes. */
  readonly people: readonly [number, number];
  readonly over: number;
}

const plans: Readonly<Record<EmergencyKind, Plan>> = {
  // On the telephone with a "policeman", he stands at the counter; the teller calls at once; minutes are left.
  branch_elder: {
    type: '08',
    suits: (one) => ageOf(one) >= 64,
    beats: [
      { beat: 'call', after: [0, 0.1], asks: 0, minutes: [34, 48], from: 'spoofed', begun: true },
      { beat: 'pay', after: [14, 24], asks: 0, yuan: [150_000, 280_000], times: [1, 1], gap: [0, 0] },
    ],
    listens: 'meet',
    onlooker: {
      after: [2, 8],
      words:
        '我是银行柜台的，有位老人要把{paid}元转到“公安局的安全账户”，说是配合办案、不能告诉家人，电话一直没挂，劝不住，请你们马上来。',
    },
    people: [1, 1],
    over: 0,
  },
  student_sharing: {
    type: '04',
    suits: (one) => one.occupation === 'student',
    beats: [
      { beat: 'call', after: [0, 0.1], asks: 0, minutes: [9, 14], from: 'foreign', begun: true },
      { beat: 'install', after: [0, 0.2], asks: 0, sharing: true },
      { beat: 'pay', after: [11, 16], asks: 0, yuan: [8_000, 26_000], times: [2, 3], gap: [5, 9] },
    ],
    listens: 'call',
    people: [1, 1],
    over: 0,
  },
  refund_wave: {
    type: '04',
    suits: (one) => ageOf(one) >= 20 && ageOf(one) <= 55,
    beats: [
      { beat: 'call', after: [0, 0.2], asks: 0, minutes: [10, 20], from: 'foreign', begun: true },
      { beat: 'install', after: [2, 6], asks: 0.4, sharing: true },
      { beat: 'pay', after: [12, 30], asks: 0.55, yuan: [5_000, 60_000], times: [1, 2], gap: [5, 12] },
    ],
    listens: 'call',
    people: [9, 14],
    over: 35,
  },
  finance_boss: {
    type: '07',
    suits: (one) => one.occupation === 'finance',
    beats: [
      { beat: 'sms', after: [0, 0.1], asks: 0 },
      { beat: 'call', after: [3, 6], asks: 0, minutes: [3, 6], from: 'mobile', begun: true },
      { beat: 'pay', after: [14, 22], asks: 0, yuan: [180_000, 460_000], times: [1, 1], gap: [0, 0] },
    ],
    listens: 'call',
    onlooker: {
      after: [5, 15],
      words:
        '我是银行柜台的，有家企业的财务说老板在群里让她马上转{paid}元给新的收款人，老板电话打不通，怀疑是冒充老板的诈骗。',
    },
    people: [1, 1],
    over: 0,
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
      begins: person === 0 ? at : at + Math.floor(chance.next() * plan.over * minute),
      belief: plan.people[1] > 1 ? chance.next() : 0.99,
      beats: plan.beats,
      listens: plan.listens,
      onlooker:
        plan.onlooker === undefined
          ? null
          : {
              at: at + Math.floor(chance.between(...plan.onlooker.after) * 1_000),
              words: plan.onlooker.words,
            },
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
