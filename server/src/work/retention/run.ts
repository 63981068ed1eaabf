import type { Db } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { Vault } from '../../ground/vault/index.ts';

export interface Forgetting {
  readonly db: Db;
  readonly vault: Vault;
  readonly params: Params;
  readonly now: Date;
  /** Asked to stop: the next run goes on. */
  readonly signal?: AbortSignal;
  /** How many values one transaction touches. */
  readonly atOnce?: number;
}

export const stopped = ({ signal }: Forgetting): boolean => signal?.aborted === true;
export const share = ({ atOnce = 200 }: Forgetting): number => atOnce;
