import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Vault } from '../../ground/vault/index.ts';

/** Where it is done: the caller's transaction, who acts. */
export interface ViewsDesk {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly vault: Vault;
}
