import type { FraudType, Level, Signal } from '@lanzha/contract';
import { type Chance, chanceOf, opaqueId } from './chance.ts';
import { bankOf } from './gangs.ts';
import { ageOf, type Citizen, occupationNames } from './people.ts';
import { minute } from './seasons.ts';
import { slotsFor, talkOf } from './talk.ts';
import { wordings } from './texts/index.ts';
import { fill } from './texts/wording.ts';
import type { PlayedBeat, Thread } from './threads.ts';
import type { DrillSender } from './units.ts';
import type { World } from './world.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never;
export type Draft = WithoutTime<Signal>;

export const stages = ['contact', 'groom', 'tool', 'small', 'pay', 'mule', 'instruction', 'report'] as const;
export type Stage = (typeof stages)[number];

/** One signal of the story with what the receiver is not told. */
export interface StoryLine {
  /** Tells nothing of what it belongs to. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sender: DrillSender;
  readonly draft: Draft;
  /** null: ordinary life. */
  readonly thread: string | null;
  readonly stage: Stage | null;
}

export const signalOf = ({ id, draft }: StoryLine, at: number): Signal =>
  ({ ...draft, id, at: new Date(at).toISOString() }) as Signal;

/** Which part of what happens reaches a sender at all. */
const seen = { sms: 0.65, call: 0.85, visit: 0.65, install: 0.75, small: 0.8, pay: 0.9, mule: 0.6 } as const;
const transcribed = 0.3;

const stageOf = {
  sms: 'contact',
  call: 'groom',
  visit: 'tool',
  install: 'tool',
  small: 'small',
  pay: 'pay',
} as const;

/** What of a thread comes in as signals, if nobody steps in; in order of time. */
export function linesOf(world: World, thread: Thread): StoryLine[] {
  const chance = chanceOf(world.params.seed, 'lines', thread.id);
  const lines: StoryLine[] = [];
  const add = (at: number, sender: DrillSender, stage: Stage, draft: Draft) =>
    lines.push({
      id: opaqueId(world.params.seed, thread.id, lines.length, stage),
      at: Math.floor(at),
      sender,
      draft,
      thread: thread.id,
      stage,
    });
  thread.beats.forEach((played, index) => {
    const { beat } = played.beat;
    const draft = draftOf(world, thread, chance, played, index);
    // What an instructor let happen is seen, whatever else stays in the dark.
    if (chance.hits(seen[beat]) || 'begun' in played.beat)
      add(
        played.at,
        beat === 'small' || beat === 'pay' ? 'bank' : 'operator',
        index === 0 ? 'contact' : stageOf[beat],
        draft,
      );
    if (beat === 'pay') addMules(thread, chance, played, add);
  });
  addInstruction(thread, chance, add);
  addReport(world, thread, chance, add);
  return lines.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function draftOf(world: World, thread: Thread, chance: Chance, played: PlayedBeat, index: number): Draft {
  const { beat, taken, amount, at, seconds } = played;
  const { gang, victim, type } = thread;
  const slots = slotsFor(world, chance, victim, gang);
  const seenAs = subjectOf(victim, chance, 'operator');
  switch (beat.beat) {
    case 'sms':
      return {
        kind: 'sms',
        subject: seenAs,
        from: chance.pick(chance.hits(0.5) ? gang.ports : gang.mobiles),
        text: fill(wordFor(wordings[type].sms, thread, chance), slots),
      };
    case 'call': {
      const told = taken && chance.hits(transcribed);
      return {
        kind: 'call',
        subject: seenAs,
        from: chance.pick(
          beat.from === 'foreign' ? gang.foreign : beat.from === 'spoofed' ? gang.spoofed : gang.mobiles,
        ),
        seconds,
        ...(beat.from === 'foreign' && chance.hits(0.7) ? { overseas: true } : {}),
        ...(told ? { transcript: talkOf(wordings[type].call, thread, chance, slots, seconds) } : {}),
      };
    }
    case 'visit':
      return { kind: 'visit', subject: seenAs, url: chance.pick(gang.sites) };
    case 'install':
      return {
        kind: 'install',
        subject: seenAs,
        app: chance.pick(gang.apps),
        ...(beat.sharing ? { screenSharing: true } : {}),
      };
    case 'small':
    case 'pay': {
      const account = thread.payments.find((one) => one.at === at)?.account ?? gang.layers[0]![0]!;
      return {
        kind: 'transfer',
        subject: subjectOf(victim, chance, 'bank'),
        to: { account, bank: bankOf(account) },
        amount,
        channel: chance.weighted([
          ['mobile', 8],
          ['counter', beat.beat === 'pay' && amount > 5_000_000 ? 3 : 0],
          ['online', 1],
        ] as const),
        newPayee:
          thread.payments.findIndex((one) => one.account === account) ===
          thread.payments.findIndex((one) => one.at === at),
      };
    }
    default:
      throw new RangeError(`beat ${index} of ${type}`);
  }
}

const wordFor = (register: readonly string[], { gang }: Thread, chance: Chance): string =>
  register[chance.pick(gang.words) % register.length]!;

type Add = (at: number, sender: DrillSender, stage: Stage, draft: Draft) => void;

/** The money goes on at once, split, from layer to layer. */
function addMules({ gang }: Thread, chance: Chance, { at, amount }: PlayedBeat, add: Add): void {
  let left = amount;
  let when = at;
  for (let layer = 0; layer + 1 < gang.layers.length && left > 0; layer++) {
    when += chance.between(2, 24) * minute;
    const parts = left > 3_000_000 ? chance.whole(2, 3) : 1;
    for (let part = 0; part < parts; part++) {
      const to = chance.pick(gang.layers[layer + 1]!);
      if (!chance.hits(seen.mule)) continue;
      add(when + part * 40_000, 'bank', 'mule', {
        kind: 'transfer',
        subject: { account: chance.pick(gang.layers[layer]!) },
        to: { account: to, bank: bankOf(to) },
        amount: Math.round(left / parts / 100) * 100,
        channel: 'mobile',
        newPayee: chance.hits(0.3),
      });
    }
    left = Math.round(left * 0.97);
  }
}

/** Upper platforms see some of it, a while later (practice.md W1). */
function addInstruction({ beats, payments, type, victim }: Thread, chance: Chance, add: Add): void {
  const heard =
    beats.find((one, index) => index > 0 && one.taken) ??
    (beats[0]?.beat.beat === 'call' && beats[0].taken ? beats[0] : undefined);
  if (heard === undefined || !chance.hits(0.38)) return;
  const danger = payments.length > 0 ? 2 : 1;
  const level = chance.weighted<Level>([
    ['urgent', danger === 2 ? 2 : 0.4],
    ['high', danger],
    ['middle', 1.4],
    ['low', danger === 2 ? 0.3 : 0.8],
  ]);
  add(heard.at + chance.between(10, 200) * minute, 'upper', 'instruction', {
    kind: 'instruction',
    subject: subjectOf(victim, chance, 'upper'),
    level,
    from: '演练上级平台',
    ...(chance.hits(0.85) ? { fraudType: type satisfies FraudType } : {}),
  });
}

function addReport(world: World, thread: Thread, chance: Chance, add: Add): void {
  const { reportsAt, payments, victim, type, gang, onlooker } = thread;
  const about = wordings[type];
  const paid = payments.reduce((sum, one) => sum + one.amount, 0);
  const slots = { ...slotsFor(world, chance, victim, gang), paid: String(Math.round(paid / 100)) };
  const subject = subjectOf(victim, chance, 'hotline');
  if (reportsAt !== null && paid > 0)
    add(reportsAt, 'hotline', 'report', {
      kind: 'report',
      subject,
      already: 'cheated',
      text: fill(chance.pick(about.report.filter((one) => one.includes('{paid}'))), slots),
    });
  else if (reportsAt !== null)
    add(reportsAt, 'hotline', 'report', {
      kind: 'report',
      subject,
      already: 'not_cheated',
      text: suspicion(about, chance, slots),
    });
  const last = payments.at(-1);
  if (last !== undefined && onlooker !== null)
    add(onlooker.at, 'hotline', 'report', {
      kind: 'report',
      subject,
      already: 'unknown',
      text: fill(onlooker.words ?? chance.pick(onlookers), {
        ...slots,
        paid: String(Math.round(last.amount / 100)),
      }),
    });
}

const onlookers = [
  '我是柜台的，有位客户急着转{paid}元，问用途说不清，电话一直没挂，请你们来看一下。',
  '我家里人要把{paid}元转给一个不认识的人，劝不住，门也不开。',
  '客户在大厅坐了很久，一直有人在手机里教他怎么回答，现在要取{paid}元。',
  '我妈要转{paid}元，收款的是外地一个人，她让我别管，你们能不能打个电话给她。',
] as const;

function suspicion(
  about: { sms: readonly string[]; call: readonly string[]; report: readonly string[] },
  chance: Chance,
  slots: Record<string, string>,
): string {
  const own = about.report.filter((one) => !one.includes('{paid}'));
  if (own.length > 0 && chance.hits(0.5)) return fill(chance.pick(own), slots);
  const said = fill(chance.pick(about.call), slots).slice(0, 44);
  return chance.pick([
    `刚才有人打电话跟我说“${said}”，我没有照做，是不是骗子。`,
    `有人加我，原话是“${said}”，我越听越不对，钱还没给。`,
    `想核实一下，对方讲“${said}”，这种事是真的吗。`,
  ]);
}

/** Senders know different things of a person. */
export function subjectOf(one: Citizen, chance: Chance, sender: DrillSender): Signal['subject'] {
  const { phone, account, idNo, name, place } = one;
  switch (sender) {
    case 'operator':
      // Numbers are registered by name; a third of them is used by somebody else of the family, and comes without.
      return { phone, ...(chance.hits(0.75) ? { place } : {}), ...(chance.hits(0.67) ? { name } : {}) };
    case 'bank':
      return {
        phone,
        account,
        ...(chance.hits(0.3) ? { idNo } : {}),
        ...(chance.hits(0.5) ? { name } : {}),
        ...(chance.hits(0.4) ? { place } : {}),
      };
    case 'hotline':
      return {
        phone,
        name,
        age: ageOf(one),
        occupation: occupationNames[one.occupation],
        ...(chance.hits(0.85) ? { place } : {}),
      };
    case 'upper':
      return { phone, name, place, ...(chance.hits(0.4) ? { idNo } : {}) };
  }
}
