import type { Reason, Signal } from '@lanzha/contract';
import {
  type BatchNumbers,
  findReceipts,
  insertBatch,
  insertReceipts,
  type Receipt,
} from '../facts/signals/index.ts';
import type { Tx } from '../ground/db/index.ts';
import { type Db, machine } from '../ground/db/index.ts';
import type { Params } from '../ground/params/index.ts';
import type { Vault } from '../ground/vault/index.ts';
import {
  type Candidate,
  type Decided,
  findPersons,
  type Identifier,
  judgeSignal,
  LostRace,
  lockSubjects,
  makeSubjects,
  saveSubjects,
  type TextJudge,
} from '../work/deciding/index.ts';
import { levelAt, levelNumber } from '../work/warnings/index.ts';
import { raiseForSignals } from './raise-for-signals.ts';

export interface DecidingDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly params: Params;
  readonly texts: TextJudge;
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

/** What became of a submission. A duplicate answers with the first decision; `conflict` when its content differs. */
export interface Decision {
  /** `rejected`: the database refused a value of it; its id stays free. */
  readonly status: 'decided' | 'duplicate' | 'rejected';
  readonly level: Decided['level'];
  readonly score: number;
  readonly reasons: readonly Reason[];
  readonly warningId: string | null;
  readonly conflict: boolean;
}

const attempts = 6;

/**
 * Decides a batch in one transaction: what is answered is committed (house.md). The common case claims all ids at once; when an id
 * or a new subject turns out to be taken, the transaction is rolled back and run again, looking receipts up first.
 */
export async function decideSignals(
  deps: DecidingDeps,
  batch: readonly Submission[],
  now: Date,
): Promise<Decision[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await deps.db.inTransaction(machine, (tx) => decideOnce(deps, tx, batch, now, attempt > 1));
    } catch (error) {
      if (attempt >= attempts || !isRace(error)) throw error;
      await deps.db.inTransaction(machine, (tx) => makeSubjects(tx, allIdentifiers(batch)));
    }
  }
}

// 40P01 deadlock, 40001 serialization: another batch was in the way, nothing was written.
const isRace = (error: unknown) =>
  error instanceof LostRace || ['40P01', '40001'].includes((error as { code?: string }).code ?? '');

async function decideOnce(
  deps: DecidingDeps,
  tx: Tx,
  batch: readonly Submission[],
  now: Date,
  lookUp: boolean,
): Promise<Decision[]> {
  const known = lookUp
    ? await findReceipts(tx, [...new Set(batch.map((s) => s.idHash))])
    : new Map<string, Receipt>();
  const fresh = firstOfEachId(batch, known);
  const decisions = fresh.length === 0 ? [] : await decideFresh(deps, tx, fresh, now);
  const byId = new Map(
    fresh.map((submission, index) => [submission.idHash, { submission, decision: decisions[index]! }]),
  );
  return batch.map((submission) => {
    const here = byId.get(submission.idHash);
    if (here?.submission === submission) return here.decision;
    if (here !== undefined) {
      return {
        ...here.decision,
        status: 'duplicate',
        conflict: here.submission.content !== submission.content,
      };
    }
    return repeated(known.get(submission.idHash)!, submission);
  });
}

function firstOfEachId(batch: readonly Submission[], known: ReadonlyMap<string, Receipt>): Submission[] {
  const seen = new Set<string>();
  return batch.filter(({ idHash }) => {
    if (known.has(idHash) || seen.has(idHash)) return false;
    seen.add(idHash);
    return true;
  });
}

function repeated(receipt: Receipt, submission: Submission): Decision {
  return {
    status: 'duplicate',
    level: receipt.level === null ? null : levelAt(receipt.level),
    score: receipt.score,
    reasons: [],
    warningId: receipt.warningId,
    conflict: receipt.content !== submission.content,
  };
}

async function decideFresh(
  deps: DecidingDeps,
  tx: Tx,
  fresh: readonly Submission[],
  now: Date,
): Promise<Decision[]> {
  const candidates = await identify(tx, fresh);
  const subjects = await lockSubjects(tx, allIdentifiers(candidates));
  const batchId = await deps.numbers.next(tx);
  const limits = { now: now.getTime(), lateLimit: deps.params.milliseconds('signal.late.limit') };
  const decided = candidates.map((candidate, ord) =>
    judgeSignal(candidate, subjects, { batch: batchId, ord }, deps.texts, limits),
  );
  const warnings = await raiseForSignals(deps, tx, { fresh, decided, subjects, candidates, batchId }, now);
  await insertBatch(
    tx,
    deps.vault,
    batchId,
    fresh.map((submission) => submission.canonical),
    now,
  );
  await saveSubjects(tx, subjects.values());
  const receipts = fresh.map((submission, ord) => ({
    idHash: submission.idHash,
    content: submission.content,
    ord,
    level: levelNumber(decided[ord]!.level),
    score: decided[ord]!.score,
    warningId: warnings[ord]!.warningId,
  }));
  if ((await insertReceipts(tx, batchId, receipts)) !== receipts.length) throw new LostRace();
  return decided.map((one, ord) => ({
    status: 'decided',
    level: one.level,
    score: one.score,
    reasons: warnings[ord]!.reasons,
    warningId: warnings[ord]!.warningId,
    conflict: false,
  }));
}

function allIdentifiers(of: readonly { identifiers: readonly Identifier[] }[]): Map<string, Identifier> {
  const all = new Map<string, Identifier>();
  for (const { identifiers } of of) for (const one of identifiers) all.set(one.key, one);
  return all;
}

/**
 * Accounts are settled without a lock: one that is known to belong to the stronger identifier beside it
 * needs no row of its own any more, and one that comes alone stands for its owner, so that the owner's history counts.
 */
async function identify(tx: Tx, fresh: readonly Submission[]): Promise<Candidate[]> {
  const candidates = fresh.map(({ signal, at, identifiers }) => ({
    signal,
    at,
    identifiers: [...identifiers],
  }));
  const withAccount = candidates.filter(({ identifiers }) => identifiers.at(-1)!.rank === 1);
  if (withAccount.length === 0) return candidates;
  const owners = await findPersons(tx, [
    ...new Set(withAccount.map(({ identifiers }) => identifiers.at(-1)!.key)),
  ]);
  for (const { identifiers } of withAccount) {
    const owner = owners.get(identifiers.at(-1)!.key);
    if (owner === undefined) continue;
    if (identifiers.length === 1) identifiers[0] = { key: owner.person, rank: owner.rank };
    else if (identifiers[0]!.key === owner.person) identifiers.pop();
  }
  return candidates;
}
