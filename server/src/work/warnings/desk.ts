import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { Vault } from '../../ground/vault/index.ts';

/** What the services of this room stand on. */
export interface WarningsDeps {
  readonly vault: Vault;
  readonly params: Params;
}

/** Where an act is done: the caller's transaction, who acts, and when. */
export interface Desk extends WarningsDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

/** What the person had on the screen. */
export interface Seen {
  readonly id: string;
  readonly version: number;
  readonly note?: string | undefined;
}
