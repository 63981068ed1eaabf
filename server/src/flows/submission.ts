import type { KnownLists } from '../facts/links/index.ts';
import {
  type BatchNumbers,
  type CheckedLine,
  contentHash,
  type FormerReceipts,
  idHasher,
  type Sender,
} from '../facts/signals/index.ts';
import type { Db } from '../ground/db/index.ts';
import type { Params } from '../ground/params/index.ts';
import type { Hashing, Vault } from '../ground/vault/index.ts';
import { type Candidate, identifiersOf, type SubjectMemory, type TextJudge } from '../work/deciding/index.ts';

/** What deciding stands on. */
export interface DecidingDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly params: Params;
  readonly texts: TextJudge;
  readonly lists: KnownLists;
  readonly numbers: BatchNumbers;
  readonly former: FormerReceipts;
  readonly memory: SubjectMemory;
}

/** A checked signal with its sender, its receipt hashes, its subject under blind indexes, and what its words look like. */
export interface Submission extends Candidate, Sender {
  /** The same for equal contents whatever the order of members. */
  readonly canonical: string;
  readonly idHash: string;
  readonly content: string;
}

/** What makes a checked line ready to be decided; nothing of it is kept, and no database is asked. */
export interface PreparingTools {
  readonly hashing: Hashing;
  readonly texts: TextJudge;
}

export function submissionsOf(
  { hashing, texts }: PreparingTools,
  lines: readonly CheckedLine[],
  { unitId, source }: Sender,
): Submission[] {
  const key = hashing.contentKey;
  const idHash = idHasher(key, { unitId, source });
  return lines.map(({ signal, at, canonical }) => ({
    signal,
    at,
    canonical,
    unitId,
    source,
    idHash: idHash(signal.id),
    content: contentHash(key, canonical),
    identifiers: identifiersOf(hashing, signal.subject),
    words: texts.judge(signal),
  }));
}
