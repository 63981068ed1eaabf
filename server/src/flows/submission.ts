import type { KnownLists } from '../facts/links/index.ts';
import {
  type BatchNumbers,
  type CheckedLine,
  contentHash,
  type FormerReceipts,
  type IdHasher,
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
  tools: PreparingTools,
  lines: readonly CheckedLine[],
  sender: Sender,
): Submission[] {
  const submit = submitting(tools);
  return lines.map((line) => submit(line, sender));
}

/** For lines of several senders, one after another. Not for keeping: it remembers what their ids have in common. */
export function submitting({
  hashing,
  texts,
}: PreparingTools): (line: CheckedLine, sender: Sender) => Submission {
  const key = hashing.contentKey;
  const hashers = new Map<string, IdHasher>();
  const hasherOf = (sender: Sender) => {
    const name = `${sender.unitId}\n${sender.source}`;
    let hasher = hashers.get(name);
    if (hasher === undefined) {
      hasher = idHasher(key, sender);
      hashers.set(name, hasher);
    }
    return hasher;
  };
  return ({ signal, at, canonical }, sender) => ({
    signal,
    at,
    canonical,
    unitId: sender.unitId,
    source: sender.source,
    idHash: hasherOf(sender)(signal.id),
    content: contentHash(key, canonical),
    identifiers: identifiersOf(hashing, signal.subject),
    words: texts.judge(signal),
  });
}
