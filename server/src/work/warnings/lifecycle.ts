import type { Level, Outcome, WarningAct, WarningState } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';

/** Which states an act may lead to from each state; none = the act is refused there (rules.md §6.3). */
const table = {
  new: {
    assign: ['dispatched'],
    sign: [],
    contact: [],
    meet: [],
    transfer: ['dispatched', 'closed'],
    close: ['closed'],
    reopen: [],
  },
  dispatched: {
    assign: ['dispatched'],
    sign: ['signed', 'contacting', 'contacted', 'met'],
    contact: [],
    meet: [],
    transfer: ['dispatched', 'closed'],
    close: ['closed'],
    reopen: [],
  },
  signed: {
    assign: ['signed', 'dispatched'],
    sign: [],
    contact: ['contacting', 'contacted'],
    meet: ['met'],
    transfer: ['dispatched', 'closed'],
    close: ['closed'],
    reopen: [],
  },
  contacting: {
    assign: ['contacting', 'dispatched'],
    sign: [],
    contact: ['contacting', 'contacted'],
    meet: ['met'],
    transfer: ['dispatched', 'closed'],
    close: ['closed'],
    reopen: [],
  },
  contacted: {
    assign: ['contacted', 'dispatched'],
    sign: [],
    contact: ['contacted'],
    meet: ['met'],
    transfer: ['dispatched', 'closed'],
    close: ['closed'],
    reopen: [],
  },
  met: {
    assign: ['met', 'dispatched'],
    sign: [],
    contact: ['met'],
    meet: ['met'],
    transfer: ['dispatched', 'closed'],
    close: ['closed'],
    reopen: [],
  },
  closed: { assign: [], sign: [], contact: [], meet: [], transfer: [], close: [], reopen: ['dispatched'] },
} as const satisfies Record<WarningState, Record<WarningAct, readonly WarningState[]>>;

/** From which states each outcome may end a warning. `transferred` comes only from `transfer` out of the county. */
const outcomeTable = {
  dissuaded: ['contacted', 'met'],
  cheated: ['signed', 'contacting', 'contacted', 'met'],
  not_matched: ['new', 'dispatched', 'signed', 'contacting', 'contacted', 'met'],
  duplicate: ['new', 'dispatched', 'signed', 'contacting', 'contacted', 'met'],
  unreachable: ['signed', 'contacting'],
  refused: ['signed', 'contacting', 'contacted', 'met'],
  transferred: [],
} as const satisfies Record<Outcome, readonly WarningState[]>;

/** Money can only have been saved where somebody was about to pay (rules.md §6.3). */
const outcomesThatMaySave: readonly Outcome[] = ['dissuaded', 'cheated', 'refused'];
/** High levels are met face to face (practice.md W4); ending without a meeting is explained. */
const levelsToMeet: readonly Level[] = ['urgent', 'high'];
/** Two attempts in vain at least before somebody counts as truly unreachable (practice.md W6). */
const attemptsBeforeUnreachable = 2;

/** What has been done for this person since the current round of work began. */
export interface Standing {
  readonly level: Level;
  /** Contacts recorded, also in vain. */
  readonly attempts: number;
  /** The person answered once, or was met. */
  readonly reached: boolean;
  /** The person answered but would not talk: refused, or hung up. */
  readonly rebuffed: boolean;
  readonly met: boolean;
}

/** An act with what the table must know about it; texts are only asked for being there. */
export type Step =
  | { readonly act: 'assign'; readonly sameUnit: boolean }
  | { readonly act: 'sign' }
  | { readonly act: 'contact'; readonly reached: boolean }
  /** Other people than the actor. */
  | { readonly act: 'meet'; readonly companions: number }
  | { readonly act: 'transfer'; readonly insideCounty: boolean }
  | {
      readonly act: 'close';
      readonly outcome: Outcome;
      readonly noted: boolean;
      /** The note names another warning by its number. */
      readonly namesOther: boolean;
      readonly saves: boolean;
    }
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
      return step.insideCounty ? 'dispatched' : 'closed';
    case 'close':
      if (!(outcomeTable[step.outcome] as readonly WarningState[]).includes(state)) return notNow;
      if (step.saves && !outcomesThatMaySave.includes(step.outcome)) return notNow;
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

/** Who takes over goes on where the unit before stopped: what was reached is not lost by handing over. */
function afterSigning({ met, reached, attempts }: Standing): WarningState {
  if (met) return 'met';
  if (reached) return 'contacted';
  return attempts > 0 ? 'contacting' : 'signed';
}

function whatOutcomeLacks(step: Step & { act: 'close' }, standing: Standing): StepRefusal | undefined {
  const unexplained = !step.noted && levelsToMeet.includes(standing.level) && !standing.met;
  switch (step.outcome) {
    case 'dissuaded':
      if (!standing.reached) return missing('contact');
      return unexplained ? missing('note') : undefined;
    case 'refused':
      if (!standing.reached && !standing.rebuffed) return missing('contact');
      return unexplained ? missing('note') : undefined;
    case 'unreachable':
      return standing.attempts < attemptsBeforeUnreachable ? missing('attempts') : undefined;
    case 'not_matched':
      return step.noted ? undefined : missing('note');
    case 'duplicate':
      return step.namesOther ? undefined : missing('note');
    case 'cheated':
    case 'transferred':
      return undefined;
  }
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
