import type { ContactResult } from '../dissuasion/index.ts';
import type { Level, Outcome } from '../terms.ts';
import type { FalseAlarm, StopPayment } from './endings.ts';

/** What a closing rests on: what was done in this round, and what the closing itself says. */
export interface Closing {
  readonly level: Level;
  /** Contacts recorded in this round, also in vain; by how many different ways. */
  readonly attempts: number;
  readonly ways: number;
  readonly least: { readonly attempts: number; readonly ways: number };
  readonly reached: boolean;
  /** The person answered but would not talk: refused, or hung up. */
  readonly rebuffed: boolean;
  /** Met face to face by two at least. */
  readonly met: boolean;
  /** What the person thought at the last contact that says so. */
  readonly lastResult: ContactResult | null;
  /** A failure of this round has gone up to the leader. */
  readonly toldLeader: boolean;
  /** Relatives were spoken to, on a ground that stands in the record. */
  readonly family: boolean;
  readonly noted: boolean;
  readonly loss: boolean;
  readonly stopPayment: StopPayment | null;
  readonly falseAlarm: FalseAlarm | null;
  /** It names another warning that is there and no duplicate itself. */
  readonly namesOther: boolean;
  readonly sought: number;
  readonly told: readonly string[];
  /** The other place has taken it. */
  readonly accepted: boolean;
}

/** High levels are met face to face by two (practice.md W4); ending without a meeting is explained. */
const toMeet: readonly Level[] = ['urgent', 'high'];

/** Each thing that an ending may demand: whether it is there, and the field that is missing when it is not. */
const demands = {
  reached: { field: 'contact', met: (c: Closing) => c.reached },
  answered: { field: 'contact', met: (c: Closing) => c.reached || c.rebuffed },
  meeting: { field: 'note', met: (c: Closing) => c.met || !toMeet.includes(c.level) || c.noted },
  /** The outcome itself says that the person believes; a record that says otherwise is explained. */
  result: {
    field: 'result',
    met: (c: Closing) => c.lastResult === null || c.lastResult === 'believes' || c.noted,
  },
  notTransferred: { field: 'outcome', met: (c: Closing) => c.lastResult !== 'transferred' },
  loss: { field: 'loss', met: (c: Closing) => c.loss },
  stopPayment: { field: 'stopPayment', met: (c: Closing) => c.stopPayment !== null },
  stopPaymentWhy: { field: 'note', met: (c: Closing) => c.stopPayment !== 'not_possible' || c.noted },
  why: { field: 'note', met: (c: Closing) => (c.falseAlarm ?? 'other') !== 'other' || c.noted },
  other: { field: 'of', met: (c: Closing) => c.namesOther },
  attempts: { field: 'attempts', met: (c: Closing) => c.attempts >= c.least.attempts },
  ways: { field: 'ways', met: (c: Closing) => c.ways >= c.least.ways },
  sought: { field: 'sought', met: (c: Closing) => c.sought > 0 },
  told: { field: 'told', met: (c: Closing) => c.told.length > 0 || c.toldLeader },
  toldFamily: { field: 'family', met: (c: Closing) => !c.told.includes('family') || c.family },
  accepted: { field: 'receivedBy', met: (c: Closing) => c.accepted },
} as const;
export type Demand = keyof typeof demands;

/** What each outcome demands before it ends a warning (rules.md §6; practice.md W4–W6, W13). */
export const demandsOf = {
  dissuaded: ['reached', 'notTransferred', 'meeting', 'result'],
  cheated: ['loss', 'stopPayment', 'stopPaymentWhy'],
  not_matched: ['why'],
  duplicate: ['other'],
  unreachable: ['attempts', 'ways', 'sought'],
  refused: ['answered', 'notTransferred', 'meeting', 'told', 'toldFamily'],
  transferred: ['accepted'],
} as const satisfies Record<Outcome, readonly Demand[]>;

/** What the house does by itself when a warning ends so. */
export const followsOn = {
  dissuaded: { followUps: true, quiet: false, saves: true },
  cheated: { followUps: false, quiet: false, saves: true },
  not_matched: { followUps: false, quiet: true, saves: false },
  duplicate: { followUps: false, quiet: false, saves: false },
  unreachable: { followUps: false, quiet: false, saves: false },
  refused: { followUps: true, quiet: false, saves: true },
  transferred: { followUps: false, quiet: false, saves: false },
} as const satisfies Record<Outcome, { followUps: boolean; quiet: boolean; saves: boolean }>;

/** The first thing that is missing for this outcome, with its field; null when it may end so. */
export function lackingFor(outcome: Outcome, closing: Closing): { demand: Demand; field: string } | null {
  const demand = (demandsOf[outcome] as readonly Demand[]).find((each) => !demands[each].met(closing));
  return demand === undefined ? null : { demand, field: demands[demand].field };
}
