import {
  type Closing,
  followsOn,
  lackingFor,
  type Outcome,
  type WarningAct,
  type WarningState,
} from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';

/** Which states an act may lead to from each state; none = the act is refused there (rules.md §6.3). */
const table = {
  new: {
    assign: ['dispatched'],
    sign: [],
    contact: [],
    meet: [],
    transfer: ['dispatched', 'new'],
    accept: ['closed'],
    return: ['new'],
    close: ['closed'],
    reopen: [],
  },
  dispatched: {
    assign: ['dispatched'],
    sign: ['signed', 'contacting', 'contacted', 'met'],
    contact: [],
    meet: [],
    transfer: ['dispatched'],
    accept: ['closed'],
    return: ['dispatched'],
    close: ['closed'],
    reopen: [],
  },
  signed: {
    assign: ['signed', 'dispatched'],
    sign: [],
    contact: ['contacting', 'contacted'],
    meet: ['met'],
    transfer: ['dispatched', 'signed'],
    accept: ['closed'],
    return: ['signed'],
    close: ['closed'],
    reopen: [],
  },
  contacting: {
    assign: ['contacting', 'dispatched'],
    sign: [],
    contact: ['contacting', 'contacted'],
    meet: ['met'],
    transfer: ['dispatched', 'contacting'],
    accept: ['closed'],
    return: ['contacting'],
    close: ['closed'],
    reopen: [],
  },
  contacted: {
    assign: ['contacted', 'dispatched'],
    sign: [],
    contact: ['contacted'],
    meet: ['met'],
    transfer: ['dispatched', 'contacted'],
    accept: ['closed'],
    return: ['contacted'],
    close: ['closed'],
    reopen: [],
  },
  met: {
    assign: ['met', 'dispatched'],
    sign: [],
    contact: ['met'],
    meet: ['met'],
    transfer: ['dispatched', 'met'],
    accept: ['closed'],
    return: ['met'],
    close: ['closed'],
    reopen: [],
  },
  closed: {
    assign: [],
    sign: [],
    contact: [],
    meet: [],
    transfer: [],
    accept: [],
    return: [],
    close: [],
    reopen: ['dispatched'],
  },
} as const satisfies Record<WarningState, Record<WarningAct, readonly WarningState[]>>;

/** From which states each outcome may end a warning. `transferred` comes only from `accept`, by a second person. */
const outcomeTable = {
  dissuaded: ['contacted', 'met'],
  cheated: ['signed', 'contacting', 'contacted', 'met'],
  not_matched: ['new', 'dispatched', 'signed', 'contacting', 'contacted', 'met'],
  duplicate: ['new', 'dispatched', 'signed', 'contacting', 'contacted', 'met'],
  unreachable: ['signed', 'contacting'],
  refused: ['signed', 'contacting', 'contacted', 'met'],
  transferred: [],
} as const satisfies Record<Outcome, readonly WarningState[]>;

/** A transfer that waits for an answer, or none. */
export type Waiting = 'inside' | 'outside' | null;

/** What has been done for this person since the current round of work began. */
export type Standing = Pick<
  Closing,
  'level' | 'attempts' | 'ways' | 'reached' | 'rebuffed' | 'met' | 'lastResult' | 'toldLeader' | 'family'
>;
/** What a closing itself says; texts are only asked for being there. */
export type Said = Omit<Closing, keyof Standing>;

/** An act with what the table must know about it. */
export type Step =
  | { readonly act: 'assign'; readonly sameUnit: boolean }
  | { readonly act: 'sign' }
  | { readonly act: 'contact'; readonly reached: boolean }
  /** Other people than the actor. */
  | { readonly act: 'meet'; readonly companions: number }
  | { readonly act: 'transfer'; readonly insideCounty: boolean; readonly waiting: Waiting }
  | { readonly act: 'accept'; readonly waiting: Waiting; readonly samePerson: boolean }
  /** `dispatchedHere`: it lies with a unit that it may be given back by. */
  | { readonly act: 'return'; readonly waiting: Waiting; readonly dispatchedHere: boolean }
  | { readonly act: 'close'; readonly outcome: Outcome; readonly saves: boolean; readonly said: Said }
  | { readonly act: 'reopen'; readonly otherOpen: boolean };

export type StepRefusal =
  | Refusal<'NOT_ALLOWED_NOW', { state: string; act: string }>
  | Refusal<'MISSING', { field: string }>;

/** The next state, or why not. Pure; the caller holds the row and writes row and history in one transaction. */
export function nextState(state: WarningState, step: Step, standing: Standing): WarningState | StepRefusal {
  const notNow = refuse('NOT_ALLOWED_NOW', { state: state as string, act: step.act as string });
  if (!mayTry(state, step.act)) return notNow;
  switch (step.act) {
    case 'assign':
      return step.sameUnit && state !== 'new' ? state : 'dispatched';
    case 'sign':
      return afterSigning(standing);
    case 'contact':
      if (state === 'met') return 'met';
      return step.reached || state === 'contacted' ? 'contacted' : 'contacting';
    case 'meet':
      return step.companions < 1 ? missing('companions') : 'met';
    case 'transfer':
      if (step.waiting !== null) return notNow;
      // Out of the county it waits where it is until a second person has looked.
      return step.insideCounty ? 'dispatched' : state;
    case 'accept':
      return step.waiting === 'outside' && !step.samePerson ? 'closed' : notNow;
    case 'return':
      return mayReturn(state, step) ? state : notNow;
    case 'close':
      if (!(outcomeTable[step.outcome] as readonly WarningState[]).includes(state)) return notNow;
      if (step.saves && !followsOn[step.outcome].saves) return notNow;
      return whatOutcomeLacks(step, standing) ?? 'closed';
    case 'reopen':
      return step.otherOpen ? notNow : 'dispatched';
  }
}

export function mayTry(state: WarningState, act: WarningAct): boolean {
  return table[state][act].length > 0;
}

/** Every state the act may lead to from `state`. */
export function targetsOf(state: WarningState, act: WarningAct): readonly WarningState[] {
  return table[state][act];
}

/** A transfer out is declined where the warning is; what was sent here is given back only before anybody signs for it. */
export function mayReturn(
  state: WarningState,
  { waiting, dispatchedHere }: { readonly waiting: Waiting; readonly dispatchedHere: boolean },
): boolean {
  if (waiting === 'outside') return mayTry(state, 'return');
  return state === 'dispatched' && (waiting === 'inside' || dispatchedHere);
}

/** Who takes over goes on where the unit before stopped: what was reached is not lost by handing over. */
function afterSigning({ met, reached, attempts }: Standing): WarningState {
  if (met) return 'met';
  if (reached) return 'contacted';
  return attempts > 0 ? 'contacting' : 'signed';
}

function whatOutcomeLacks(step: Step & { act: 'close' }, standing: Standing): StepRefusal | undefined {
  const lacking = lackingFor(step.outcome, { ...standing, ...step.said });
  return lacking === null ? undefined : missing(lacking.field);
}

const missing = (field: string) => refuse('MISSING', { field });

/**
 * Where a warning stands when new danger shows after the person was reached: the work starts again under whoever has
 * signed for it. Only the machine does this, with evidence (rules.md §6.3).
 */
export const afterNewDanger = {
  new: 'new',
  dispatched: 'dispatched',
  signed: 'signed',
  contacting: 'contacting',
  contacted: 'signed',
  met: 'signed',
  closed: 'closed',
} as const satisfies Record<WarningState, WarningState>;
