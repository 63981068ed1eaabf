import type { Level, WarningState } from '@lanzha/contract';
import type { chanceOf } from '@lanzha/engine/drill';
import type { Standing } from './plot.ts';

type Chance = ReturnType<typeof chanceOf>;

/** What an officer of the story knows of a warning, and has done about it. */
export interface Situation {
  readonly state: WarningState;
  readonly level: Level;
  /** null: nobody is cheating this person. */
  readonly standing: Standing | null;
  readonly attempts: number;
  readonly reached: boolean;
  /** Tried to meet, or decided that it is not needed. */
  readonly metTried: boolean;
}

/** One act as the contract of the warnings takes it; `stops`: from now on the person does not pay. */
export type Move =
  | { readonly act: 'sign' }
  | { readonly act: 'contact'; readonly stops: boolean; readonly input: ContactMove }
  | { readonly act: 'meet'; readonly stops: boolean; readonly input: MeetMove }
  | { readonly act: 'close'; readonly input: CloseMove };

interface ContactMove {
  readonly method: 'call' | 'sms' | 'video';
  readonly reached: boolean;
  readonly failed?: 'no_answer' | 'powered_off' | 'hung_up';
  readonly result?: 'believes' | 'doubts' | 'refuses' | 'transferred';
  readonly said?: string;
  readonly statement?: string;
}
interface MeetMove {
  readonly result: 'believes' | 'doubts' | 'refuses' | 'transferred';
  readonly said: string;
  readonly statement?: string;
}
interface CloseMove {
  readonly outcome: 'dissuaded' | 'cheated' | 'not_matched' | 'unreachable' | 'refused';
  readonly saved?: { readonly amount: number; readonly proof: string; readonly reference: string };
  readonly loss?: { readonly amount: number; readonly at: null };
  readonly stopPayment?: 'asked' | 'already';
  readonly falseAlarm?: 'not_the_person' | 'own_transfer' | 'acquaintance' | 'real_service' | 'no_contact';
  readonly sought?: ('other_number' | 'address' | 'operator')[];
  readonly told?: ('leader' | 'bank')[];
  readonly note?: string;
}

const mostAttempts = 4;
const ways = ['call', 'sms', 'call', 'video'] as const;

/** What is done next, as a sensible officer would, with the mistakes that happen. `saving`: what was about to be paid when stopped. */
export function nextMove(chance: Chance, now: Situation, saving: number): Move {
  switch (now.state) {
    case 'new':
    case 'dispatched':
      return { act: 'sign' };
    case 'signed':
    case 'contacting':
      return now.attempts >= mostAttempts ? giveUp(now) : contact(chance, now);
    case 'contacted':
      return wantsMeeting(chance, now) ? meet(chance, now) : close(chance, now, saving);
    case 'met':
    case 'closed':
      return close(chance, now, saving);
  }
}

function wantsMeeting(chance: Chance, { level, standing, metTried }: Situation): boolean {
  if (metTried) return false;
  if (level === 'urgent' || level === 'high') return chance.hits(standing === null ? 0.7 : 0.93);
  return level === 'middle' && (standing?.left ?? 0) > 0 && chance.hits(0.4);
}

function contact(chance: Chance, { attempts, standing, level }: Situation): Move {
  const method = ways[attempts % ways.length]!;
  const answers = method !== 'sms' && chance.hits(level === 'urgent' ? 0.8 : 0.74);
  if (!answers) {
    const failed = chance.pick(['no_answer', 'no_answer', 'powered_off', 'hung_up'] as const);
    return { act: 'contact', stops: false, input: { method, reached: false, failed } };
  }
  const heard = hearing(chance, standing, 'call');
  return { act: 'contact', stops: heard.stops, input: { method, reached: true, ...heard.said } };
}

function meet(chance: Chance, { standing }: Situation): Move {
  const { stops, said } = hearing(chance, standing, 'meet');
  return { act: 'meet', stops, input: said };
}

const calm = [
  '核对身份后说明来意，本人表示没有转账打算。',
  '提醒不共享屏幕、不转账，留了专线号码。',
  '讲了同类案例，本人表示明白。',
] as const;
const warned = [
  '已说明对方是骗子，请其停止操作、卸载软件。',
  '当场拨通家人，一起劝说。',
  '逐笔核对转账记录，讲明套路。',
] as const;
const statements = [
  '本人说是对方主动联系。',
  '本人承认正准备付款。',
  '本人说还在考虑。',
  '本人说对方自称客服。',
] as const;

function hearing(chance: Chance, standing: Standing | null, how: 'call' | 'meet') {
  if (standing === null || (standing.left === 0 && standing.paid === 0))
    return { stops: standing !== null, said: { result: 'believes' as const, said: chance.pick(calm) } };
  if (standing.left === 0)
    return {
      stops: false,
      said: { result: 'transferred' as const, said: chance.pick(warned), statement: '本人说钱已经转出。' },
    };
  const listens = standing.listens === 'call' || (standing.listens === 'meet' && how === 'meet');
  const statement = chance.pick(statements);
  if (listens)
    return { stops: true, said: { result: 'believes' as const, said: chance.pick(warned), statement } };
  return {
    stops: false,
    said: { result: chance.pick(['doubts', 'refuses'] as const), said: chance.pick(warned), statement },
  };
}

function giveUp(_: Situation): Move {
  return {
    act: 'close',
    input: {
      outcome: 'unreachable',
      sought: ['other_number', 'address', 'operator'],
      note: '多次拨打、短信均无回应，已请运营商协助核实，仍未找到本人。',
    },
  };
}

function close(chance: Chance, { standing, reached }: Situation, saving: number): Move {
  if (standing === null || (chance.hits(0.03) && standing.paid === 0)) {
    const falseAlarm = chance.pick([
      'own_transfer',
      'acquaintance',
      'real_service',
      'no_contact',
      'not_the_person',
    ] as const);
    return {
      act: 'close',
      input: { outcome: 'not_matched', falseAlarm, note: '核实为正常往来，与诈骗无关。' },
    };
  }
  const proven = saving > 0 && chance.hits(0.7);
  const saved = proven
    ? {
        saved: {
          amount: saving,
          proof: '当场查看待付页面和聊天记录，付款已取消。',
          reference: `DRILL-${chance.whole(100_000_000_000, 999_999_999_999)}`,
        },
      }
    : {};
  if (standing.paid > 0)
    return {
      act: 'close',
      input: {
        outcome: 'cheated',
        loss: { amount: standing.paid, at: null },
        stopPayment: chance.pick(['asked', 'asked', 'already'] as const),
        note: '本人已经转账，已申请止付并采集案件要素。',
        ...saved,
      },
    };
  if (standing.left > 0 || !reached)
    return {
      act: 'close',
      input: {
        outcome: 'refused',
        told: ['leader', 'bank'],
        note: '本人不听劝，已报告所领导并提示开户行留意。',
      },
    };
  return { act: 'close', input: { outcome: 'dissuaded', note: '已讲清套路，本人表示不再相信。', ...saved } };
}
