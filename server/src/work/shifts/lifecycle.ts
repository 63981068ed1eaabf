import type { ShiftAct, ShiftState } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';

/** Where each act leads from each state; null = refused there. Nothing leads out of an end. */
const table = {
  planned: {
    sign_on: 'on_duty',
    cancel: 'cancelled',
    hand_over: null,
    take_back: null,
    confirm: null,
    end_alone: null,
  },
  on_duty: {
    hand_over: 'handing_over',
    end_alone: 'ended_without_successor',
    sign_on: null,
    cancel: null,
    take_back: null,
    confirm: null,
  },
  handing_over: {
    confirm: 'handed_over',
    take_back: 'on_duty',
    end_alone: 'ended_without_successor',
    sign_on: null,
    cancel: null,
    hand_over: null,
  },
  handed_over: {
    sign_on: null,
    cancel: null,
    hand_over: null,
    take_back: null,
    confirm: null,
    end_alone: null,
  },
  ended_without_successor: {
    sign_on: null,
    cancel: null,
    hand_over: null,
    take_back: null,
    confirm: null,
    end_alone: null,
  },
  cancelled: {
    sign_on: null,
    cancel: null,
    hand_over: null,
    take_back: null,
    confirm: null,
    end_alone: null,
  },
} as const satisfies Record<ShiftState, Record<ShiftAct, ShiftState | null>>;

/** A shift as far as the table must know it; instants are milliseconds since 1970. */
export interface Standing {
  readonly state: ShiftState;
  readonly person: string;
  readonly taker: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Who acts: may this person plan, and is he or she due at this desk now while somebody else still keeps it? */
export interface By {
  readonly id: string;
  readonly plans: boolean;
  readonly relieves: boolean;
}

export interface ShiftStep {
  readonly act: ShiftAct;
  readonly by: By;
}

export type StepRefusal =
  | Refusal<'NOT_ALLOWED_NOW', { state: ShiftState; act: string }>
  | Refusal<'NOT_YOURS'>;
export type TimeRefusal = Refusal<'TOO_EARLY', { from: string }> | Refusal<'OVER'>;

/**
 * The next state, or why not. Pure; the caller holds the row. Nobody leaves without a hand-over that another person has
 * confirmed, or a reason (practice.md, duty officer).
 */
export function nextState(
  { state, person, taker }: Pick<Standing, 'state' | 'person' | 'taker'>,
  { act, by }: ShiftStep,
): ShiftState | StepRefusal {
  const next = table[state][act];
  if (next === null) return refuse('NOT_ALLOWED_NOW', { state, act: act as string });
  switch (act) {
    case 'sign_on':
    case 'hand_over':
    case 'take_back':
      return by.id === person ? next : refuse('NOT_YOURS');
    case 'confirm':
      return by.id === taker && by.id !== person ? next : refuse('NOT_YOURS');
    case 'end_alone':
      return by.id === person || by.plans || by.relieves ? next : refuse('NOT_YOURS');
    case 'cancel':
      return by.plans ? next : refuse('NOT_YOURS');
  }
}

/** Why it cannot be signed on at this moment; `early` in milliseconds before its beginning it can. */
export function whyNotYet(
  { startsAt, endsAt }: Pick<Standing, 'startsAt' | 'endsAt'>,
  at: number,
  early: number,
): TimeRefusal | null {
  if (at < startsAt - early) return refuse('TOO_EARLY', { from: new Date(startsAt - early).toISOString() });
  return at < endsAt ? null : refuse('OVER');
}

/** Whether somebody signed on in time; `missed` once the shift is over without. `late` is the grace in milliseconds. */
export function punctuality(
  shift: Pick<Standing, 'state' | 'startsAt' | 'endsAt'> & {
    readonly onAt: number | null;
    readonly unplanned: boolean;
  },
  now: number,
  late: number,
): 'ok' | 'late' | 'missed' {
  if (shift.state === 'cancelled' || shift.unplanned) return 'ok';
  if (shift.onAt === null && now >= shift.endsAt) return 'missed';
  return (shift.onAt ?? now) > shift.startsAt + late ? 'late' : 'ok';
}
