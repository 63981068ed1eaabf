import type { ClockKey } from './clock-row.ts';
import type { ClockSpec } from './spec.ts';

/** What is to happen to a clock. Place and unit are those of its subject, for the scope; each order carries them along. */
export type ClockOrder = ClockKey & {
  readonly placeCode: string;
  readonly unitId: string;
  /** For the log of events; codes only. */
  readonly detail?: Readonly<Record<string, string>>;
} & ClockAct;

export type ClockAct =
  /** A fresh run with the full time, whatever was before. */
  | { readonly act: 'start'; readonly spec: ClockSpec }
  /**
   * It shall run like this: started if there is none; its policy changed if it runs otherwise, which also ends a
   * pause. An ended one whose end is taken back by this goes on as if it had not ended; else it begins anew.
   */
  | { readonly act: 'run'; readonly spec: ClockSpec }
  | { readonly act: 'pause'; readonly until: Date; readonly reason: string }
  | { readonly act: 'resume' }
  /** Only its place and unit changed. */
  | { readonly act: 'move' }
  /** Goes on after its end with the time that was left. */
  | { readonly act: 'reopen' }
  /** The duty was done: ends as met or late. */
  | { readonly act: 'meet' }
  | { readonly act: 'cancel' }
  /** Another subject's clock of the same policy merges into this one and is cancelled. */
  | { readonly act: 'absorb'; readonly other: ClockKey };
