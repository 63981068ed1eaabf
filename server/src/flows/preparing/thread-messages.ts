import type { BodyFault } from '../../facts/signals/index.ts';
import type { Columns } from './columns.ts';
import type { Incoming } from './prepare.ts';

/** What the thread is given when it starts. */
export interface ThreadKeys {
  readonly index: Uint8Array;
  readonly content: Uint8Array;
}

export interface Question {
  readonly number: number;
  readonly incoming: Incoming;
}

export type Answer = { readonly number: number } & (
  | { readonly columns: Columns }
  | { readonly fault: BodyFault }
  | { readonly error: unknown }
);
