import { type Chance, chanceOf, countAround, opaqueId } from './chance.ts';
import { type Gang, gangAt } from './gangs.ts';
import type { Citizen } from './people.ts';
import { type Beat, type Script, scripts } from './scripts.ts';
import {
  awake,
  day,
  dayOf,
  fraudHourShares,
  fraudOn,
  hour,
  inSeason,
  minute,
  startOfDay,
} from './seasons.ts';
import { type DrillType, drillTypes } from './texts/index.ts';
import type { World } from './world.ts';

/** What happened, seen or unseen, in one attempt to cheat one person. Instants in milliseconds, money in fen. */
export interface Thread {
  readonly id: string;
  readonly type: DrillType;
  readonly gang: Gang;
  readonly victim: Citizen;
  readonly begins: number;
  readonly beats: readonly PlayedBeat[];
  /** Every payment that comes about if nobody steps in. */
  readonly payments: readonly Payment[];
  /** How it ends if nobody steps in. */
  readonly ending: 'ignored' | 'dropped' | 'reported' | 'paid';
  /** When the person turns to the hotline by themselves; null when never. */
  readonly reportsAt: number | null;
  /** What it takes to bring the person off it. */
  readonly listens: 'call' | 'meet' | 'never';
  /** Somebody who looks on and calls the hotline before the last payment; null when nobody does. */
  readonly onlooker: Onlooker | null;
  readonly last: number;
}

export interface Onlooker {
  readonly at: number;
  /** What they say; null: something that onlookers say. `{paid}` stands for the sum in yuan. */
  readonly words: string | null;
}

export interface PlayedBeat {
  readonly at: number;
  readonly beat: Beat;
  /** Believed: the person did what was asked. Else the call was cut short, the message left alone. */
  readonly taken: boolean;
  /** Fen, of payments. */
  readonly amount: number;
  /** Of calls. */
  readonly seconds: number;
}

export interface Payment {
  readonly at: number;
  readonly amount: number;
  readonly account: string;
}

/** A thread is over so many days after it began; what a script would do later is cut off. */
export const longestThread = 24;
const perDay = 19;

/** The threads that begin on a day, each of them the same whenever it is asked for. */
export function threadsOfDay(world: World, number: number): Thread[] {
  const { seed, scale } = world.params;
  const chance = chanceOf(seed, 'threads', number);
  const count = countAround(chance, perDay * scale * fraudOn(number));
  return Array.from({ length: count }, (_, n) => threadAt(world, number, n));
}

function threadAt(world: World, number: number, n: number): Thread {
  const chance = chanceOf(world.params.seed, 'thread', number, n);
  const type = chance.weighted(
    drillTypes.map((one) => [one, scripts[one].weight * inSeason(one, number)] as const),
  );
  const clock = chance.weighted(fraudHourShares.map((share, at) => [at, share] as const));
  return playThread(chance, {
    id: opaqueId(world.params.seed, 'thread', number, n),
    type,
    gang: gangAt(world.params, chance.pick(world.gangs[type]), Math.floor(number / 7)),
    victim: victimFor(world, chance, scripts[type]),
    begins: startOfDay(number) + Math.floor((clock + chance.next()) * hour),
    belief: chance.next() ** 1.9,
    beats: scripts[type].beats,
  });
}

/** The one of a dozen who suits the script best: lists of victims are bought, not drawn. */
function victimFor({ people }: World, chance: Chance, script: Script): Citizen {
  const asked = Array.from({ length: 6 }, () => people.anybody(chance));
  return chance.weighted(asked.map((one) => [one, script.suits(one)] as const));
}

export interface Cast {
  readonly id: string;
  readonly type: DrillType;
  readonly gang: Gang;
  readonly victim: Citizen;
  readonly begins: number;
  /** 0 nothing, 1 everything. */
  readonly belief: number;
  readonly beats: readonly Beat[];
  readonly listens?: Thread['listens'];
  readonly onlooker?: Onlooker | null;
}

/** Plays a script with a person until they stop believing, have paid all, or time is up. */
export function playThread(chance: Chance, cast: Cast): Thread {
  const { type, begins, gang } = cast;
  const script = scripts[type];
  const limit = begins + longestThread * day;
  const played: PlayedBeat[] = [];
  const payments: Payment[] = [];
  let at = begins;
  let believes = true;
  for (const beat of cast.beats) {
    const gap = chance.between(...beat.after) * minute;
    at = awake(at + gap, gap, chance.next());
    const times = 'times' in beat ? chance.whole(...beat.times) : 1;
    for (let turn = 0; turn < times && believes && at < limit; turn++) {
      if (turn > 0 && 'gap' in beat) {
        const pause = chance.between(...beat.gap) * minute;
        at = awake(at + pause, pause, chance.next());
      }
      believes = cast.belief >= beat.asks + turn * 0.05;
      const amount = 'yuan' in beat && believes ? sumOf(chance, beat.yuan, turn) : 0;
      const seconds = 'minutes' in beat ? talkTime(chance, beat.minutes, believes) : 0;
      // A call is known when it is over.
      if (!('begun' in beat)) at += seconds * 1_000;
      at = Math.floor(at);
      if (believes || beat.asks === 0 || beat.beat === 'call')
        played.push({ at, beat, taken: believes, amount, seconds });
      if (amount > 0) payments.push({ at, amount, account: chance.pick(gang.layers[0]!) });
    }
    if (!believes || at >= limit) break;
  }
  const paid = payments.length > 0;
  const tells = chance.hits(paid ? 0.72 : played.length > 1 ? 0.2 : 0.05);
  const reportsAt = tells ? reportTime(chance, at, paid ? script.report : [0.2, 3]) : null;
  return {
    id: cast.id,
    type,
    gang,
    victim: cast.victim,
    begins,
    beats: played,
    payments,
    ending: paid ? 'paid' : tells ? 'reported' : played.length > 1 ? 'dropped' : 'ignored',
    reportsAt,
    listens: cast.listens ?? listensTo(chance, script),
    onlooker: cast.onlooker === undefined ? onlookerOf(chance, payments) : cast.onlooker,
    last: Math.max(at, reportsAt ?? 0) + 2 * hour,
  };
}

function onlookerOf(chance: Chance, payments: readonly Payment[]): Onlooker | null {
  const last = payments.at(-1);
  if (last === undefined || last.amount <= 3_000_000 || !chance.hits(0.15)) return null;
  return { at: last.at - chance.between(8, 25) * minute, words: null };
}

/** Later payments are larger; sums are round, as people are told them. */
function sumOf(chance: Chance, [least, most]: readonly [number, number], turn: number): number {
  const yuan = least * (most / least) ** Math.min(1, chance.next() * 0.75 + turn * 0.12);
  const step = yuan > 20_000 ? 1_000 : yuan > 2_000 ? 100 : 10;
  return Math.round(yuan / step) * step * 100;
}

const talkTime = (chance: Chance, minutes: readonly [number, number], believes: boolean): number =>
  believes ? Math.round(chance.between(...minutes) * 60) : chance.whole(4, 70);

function reportTime(chance: Chance, after: number, [least, most]: readonly [number, number]): number {
  const gap = least * (most / least) ** chance.next() * hour;
  return Math.floor(awake(after + gap, gap, chance.next()));
}

function listensTo(chance: Chance, { charmed }: Script): Thread['listens'] {
  const share = chance.next();
  if (share < charmed + 0.08) return 'never';
  return share < charmed + 0.4 ? 'meet' : 'call';
}

/** First day whose threads may still be running at an instant. */
export const firstDayFor = (at: number): number => dayOf(at) - longestThread - 8;
