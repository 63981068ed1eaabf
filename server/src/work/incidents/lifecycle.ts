import type { IncidentAct, IncidentState } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';

/** Where each act leads from each state; null = refused there. `restore` leads back to where an undo found it. */
const table = {
  draft: {
    record: 'draft',
    collect: 'collected',
    hand_over: null,
    ask_withdraw: 'draft',
    ask_retype: null,
    agree_withdraw: 'withdrawn',
    agree_retype: null,
    refuse: 'draft',
    take_back: 'withdrawn',
    restore: null,
  },
  collected: {
    record: 'collected',
    collect: null,
    hand_over: 'handed_over',
    ask_withdraw: 'collected',
    ask_retype: 'collected',
    agree_withdraw: 'withdrawn',
    agree_retype: 'collected',
    refuse: 'collected',
    take_back: 'withdrawn',
    restore: null,
  },
  handed_over: {
    record: 'handed_over',
    collect: null,
    hand_over: null,
    ask_withdraw: 'handed_over',
    ask_retype: 'handed_over',
    agree_withdraw: 'withdrawn',
    agree_retype: 'handed_over',
    refuse: 'handed_over',
    // What has left the house is not taken back by undoing an ending: two people withdraw it.
    take_back: null,
    restore: null,
  },
  withdrawn: {
    record: null,
    collect: null,
    hand_over: null,
    ask_withdraw: null,
    ask_retype: null,
    agree_withdraw: null,
    agree_retype: null,
    refuse: null,
    take_back: null,
    restore: 'draft',
  },
} as const satisfies Record<IncidentState, Record<IncidentAct, IncidentState | null>>;

/** An incident as far as the table must know it. */
export interface Standing {
  readonly state: IncidentState;
  /** What somebody asked for and nobody has answered. */
  readonly pending: { readonly kind: 'withdraw' | 'retype'; readonly askedBy: string } | null;
  /** Of a withdrawn one: how, and from where. */
  readonly withdrawn: { readonly how: 'undo' | 'review'; readonly from: IncidentState } | null;
}

type Ask = 'ask_withdraw' | 'ask_retype';
type Answer = 'agree_withdraw' | 'agree_retype' | 'refuse';

export type NotNow = Refusal<'NOT_ALLOWED_NOW', { state: string; act: string }>;
export type AskRefusal = NotNow | Refusal<'ALREADY_ASKED'>;
export type AnswerRefusal = NotNow | Refusal<'NOTHING_ASKED'> | Refusal<'SECOND_PERSON'>;

/** The next state, or why not. Pure; the caller holds the row. `by`: the person who acts. */
export function nextState(
  at: Standing,
  act: Exclude<IncidentAct, Ask | Answer>,
  by: string,
): IncidentState | NotNow;
export function nextState(at: Standing, act: Ask, by: string): IncidentState | AskRefusal;
export function nextState(at: Standing, act: Answer, by: string): IncidentState | AnswerRefusal;
export function nextState(
  at: Standing,
  act: IncidentAct,
  by: string,
): IncidentState | AskRefusal | AnswerRefusal;
export function nextState(
  { state, pending, withdrawn }: Standing,
  act: IncidentAct,
  by: string,
): IncidentState | AskRefusal | AnswerRefusal {
  const next = table[state][act];
  if (next === null) return notNow(state, act);
  switch (act) {
    case 'record':
    case 'collect':
    case 'take_back':
      return next;
    case 'hand_over':
      // Nothing leaves the house while somebody says that it is none.
      return pending?.kind === 'withdraw' ? notNow(state, act) : next;
    case 'ask_withdraw':
    case 'ask_retype':
      return pending === null ? next : refuse('ALREADY_ASKED');
    case 'agree_withdraw':
    case 'agree_retype':
    case 'refuse':
      if (pending === null || (act !== 'refuse' && act !== `agree_${pending.kind}`))
        return refuse('NOTHING_ASKED');
      return pending.askedBy === by ? refuse('SECOND_PERSON') : next;
    case 'restore':
      return withdrawn?.how === 'undo' ? withdrawn.from : notNow(state, act);
  }
}

const notNow = (state: string, act: string): NotNow => refuse('NOT_ALLOWED_NOW', { state, act });
