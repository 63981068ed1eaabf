import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { Refusal } from '../../ground/refusal/index.ts';
import type { Vault } from '../../ground/vault/index.ts';

export interface IncidentsDeps {
  readonly vault: Vault;
  readonly params: Params;
}

/** Where something is done: the caller's transaction, who acts, and when. */
export interface IncidentsDesk extends IncidentsDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

/** What the person had on the screen. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

export type Changed = Refusal<
  'CHANGED',
  { version: number; by: string | null; field: string | null; theirs: string | null }
>;
