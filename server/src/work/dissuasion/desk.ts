import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { Vault } from '../../ground/vault/index.ts';

export interface DissuasionDeps {
  readonly vault: Vault;
  readonly params: Params;
}

/** Where something is done: the caller's transaction, who acts, and when. */
export interface DissuasionDesk extends DissuasionDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

/** A step of a warning that this room follows: the version it made. */
export interface StepOf {
  readonly warningId: string;
  readonly version: number;
}

/** The warning as a row made here needs it: where it lies. */
export interface Lying extends StepOf {
  readonly unitId: string;
  readonly placeCode: string;
}
