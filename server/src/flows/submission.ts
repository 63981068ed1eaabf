import type { Signal } from '@lanzha/contract';
import type { KnownLists } from '../facts/links/index.ts';
import type { BatchNumbers } from '../facts/signals/index.ts';
import type { Db } from '../ground/db/index.ts';
import type { Params } from '../ground/params/index.ts';
import type { Vault } from '../ground/vault/index.ts';
import type { Identifier, TextJudge } from '../work/deciding/index.ts';

/** What deciding stands on. */
export interface DecidingDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly params: Params;
  readonly texts: TextJudge;
  readonly lists: KnownLists;
  readonly numbers: BatchNumbers;
}

/** A checked signal with its sender and its receipt hashes. */
export interface Submission {
  readonly signal: Signal;
  /** Event time, milliseconds since 1970. */
  readonly at: number;
  readonly canonical: string;
  readonly unitId: string;
  readonly source: string;
  readonly idHash: string;
  readonly content: string;
  /** Blind indexes of the subject, strongest first. */
  readonly identifiers: readonly Identifier[];
}
