import type { Reason } from '@lanzha/contract';
import { findReceipts, insertingReceipts, type Receipt, sealBatch } from '../facts/signals/index.ts';
import {
  type Giving,
  give,
  givingAll,
  givingNothing,
  machine,
  type Tx,
  together,
} from '../ground/db/index.ts';
import {
  type Candidate,
  type Decided,
  type Identifier,
  judgeSignal,
  lockSubjects,
  lostRace,
  makeSubjects,
  noOthers,
  readAhead,
  recallSubjects,
  type Subject,
  savingSubjects,
  type Turn,
  thresholdsAt,
} from '../work/deciding/index.ts';
import { levelAt, levelNumber } from '../work/warnings/index.ts';
import { type JudgedBatch, type Raised, raisesAny, raisingForSignals } from './raise-for-signals.ts';
import type { DecidingDeps, Submission } from './submission.ts';

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
 * Decides a batch; what is answered is committed (house.md). In the common case rows are read without locks, judged, and everything is
 * written in one transaction that claims all ids at once. When an id or a row turns out to be taken, nothing was written, and the batch is
 * run again under locks, looking receipts up first.
 */
export async function decideSignals(
  deps: DecidingDeps,
  batch: readonly Submission[],
  now: Date,
  turn: Turn = noOthers,
): Promise<Decision[]> {
  if (turn.before === undefined) return decideAtTurn(deps, batch, now, turn);
  let itsTurn = false;
  const before = turn.before.then(() => {
    itsTurn = true;
  });
  try {
    return await decideAtTurn(deps, batch, now, { ...turn, before });
  } catch (error) {
    if (itsTurn) throw error;
    // What failed was the look ahead (a second connection, say), which nothing depends on.
    await before;
    return decideAtTurn(deps, batch, now, { ...turn, before: undefined });
  }
}

async function decideAtTurn(
  deps: DecidingDeps,
  batch: readonly Submission[],
  now: Date,
  turn: Turn,
): Promise<Decision[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (attempt === 1
        ? decideOptimistically(deps, batch, now, turn)
        : decideLocked(deps, batch, now));
    } catch (error) {
      if (attempt >= attempts || !isRace(error)) throw error;
      await turn.before;
      await deps.db.inTransaction(machine, (tx) => makeSubjects(tx, allIdentifiers(batch)));
    }
  }
}

async function decideOptimistically(
  deps: DecidingDeps,
  batch: readonly Submission[],
  now: Date,
  turn: Turn,
): Promise<Decision[]> {
  const { memory } = deps;
  let touched: JudgedBatch['subjects'] = new Map();
  try {
    const answered = await deps.db.readThenWrite(
      machine,
      async (tx) => {
        const [known, ahead] = await together(
          findFormer(deps, tx, batch),
          turn.before === undefined
            ? Promise.resolve(new Map<string, Subject>())
            : readAhead(memory, tx, allIdentifiers(batch)),
        );
        await turn.before;
        const fresh = firstOfEachId(batch, known);
        const recall: Read = (tx, identifiers) => recallSubjects(memory, tx, identifiers, ahead);
        const judged = fresh.length === 0 ? null : await judgeFresh(deps, tx, fresh, recall, now);
        return { known, judged };
      },
      async (tx, { known, judged }) => {
        if (judged === null) return { ...givingNothing, read: () => answers(batch, [], [], known) };
        touched = judged.subjects;
        memory.expect(touched.keys());
        const { statements, read } = await write(deps, tx, judged, now);
        turn.ending();
        return { statements, read: (results) => answers(batch, judged.fresh, read(results), known) };
      },
    );
    memory.keep(touched.values());
    return answered;
  } catch (error) {
    memory.forget(touched.keys());
    throw error;
  }
}

function decideLocked(deps: DecidingDeps, batch: readonly Submission[], now: Date): Promise<Decision[]> {
  return deps.db.inTransaction(machine, async (tx) => {
    const known = await findReceipts(tx, [...new Set(batch.map((s) => s.idHash))]);
    for (const [hash, receipt] of await findFormer(deps, tx, batch)) known.set(hash, receipt);
    const fresh = firstOfEachId(batch, known);
    if (fresh.length === 0) return answers(batch, fresh, [], known);
    const judged = await judgeFresh(deps, tx, fresh, lockSubjects, now);
    return answers(batch, fresh, await give(tx, await write(deps, tx, judged, now)), known);
  });
}

const findFormer = ({ former }: DecidingDeps, tx: Tx, batch: readonly Submission[]) =>
  former.find(
    tx,
    batch.map(({ idHash, unitId, source, signal }) => ({ idHash, unitId, source, id: signal.id })),
  );

/** Unique indexes that batches meet at. */
const racing = new Set(['signal_id_pkey', 'subject_state_pkey', 'warning_one_open', 'warning_history_step']);

/** Another batch was in the way: nothing was written. 40P01 deadlock, 40001 serialization, 23505 unique violation. */
export function isRace(error: unknown): boolean {
  const { code = '', constraint = '' } = error as { code?: string; constraint?: string };
  if (code === '23505') return racing.has(constraint);
  return code === lostRace || code === '40P01' || code === '40001';
}

/** The decision of each line: its own, that of the same id earlier in the batch, or the one of its receipt. */
function answers(
  batch: readonly Submission[],
  fresh: readonly Submission[],
  decisions: readonly Decision[],
  known: ReadonlyMap<string, Receipt>,
): Decision[] {
  if (fresh.length === batch.length) return [...decisions];
  const byId = new Map(
    fresh.map((submission, index) => [submission.idHash, { submission, decision: decisions[index]! }]),
  );
  return batch.map((submission) => {
    const here = byId.get(submission.idHash);
    if (here === undefined) return repeated(known.get(submission.idHash)!, submission);
    if (here.submission === submission) return here.decision;
    const conflict = here.submission.content !== submission.content;
    return { ...here.decision, status: 'duplicate', conflict };
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

type Read = (tx: Tx, identifiers: ReadonlyMap<string, Identifier>) => Promise<Map<string, Subject>>;

/** Reads the rows of fresh signals and judges them; nothing is written yet. */
async function judgeFresh(
  deps: DecidingDeps,
  tx: Tx,
  fresh: readonly Submission[],
  read: Read,
  now: Date,
): Promise<JudgedBatch> {
  const identifiers = allIdentifiers(fresh);
  const subjects = await read(tx, identifiers);
  const owners = ownersOfAccounts(fresh, subjects);
  if (owners.size > 0) for (const [key, owner] of await read(tx, owners)) subjects.set(key, owner);
  const batchId = await deps.numbers.next(tx);
  const limits = {
    now: now.getTime(),
    lateLimit: deps.params.milliseconds('signal.late.limit'),
    thresholds: thresholdsAt(deps.params, now),
  };
  const candidates: Candidate[] = [];
  // Line by line: whom an account stands for may change within the batch.
  const decided = fresh.map((one, ord) => {
    const candidate = settleAccount(one, subjects);
    candidates.push(candidate);
    return judgeSignal(candidate, subjects, { batch: batchId, ord }, deps, limits);
  });
  return { fresh, candidates, decided, subjects, batchId };
}

/**
 * Rows, sealed payloads, warnings and receipts of a judged batch. Where nobody is to be warned everything waits for the end; else what
 * needs no warning is written while it is asked what new ones stand on.
 */
async function write(deps: DecidingDeps, tx: Tx, batch: JudgedBatch, now: Date): Promise<Giving<Decision[]>> {
  const { fresh, decided, subjects, batchId } = batch;
  const payloads = fresh.map((submission) => submission.canonical);
  const rows = async () =>
    givingAll(savingSubjects(subjects.values()), await sealBatch(tx, deps.vault, batchId, payloads, now));
  if (!raisesAny(decided)) {
    const none = decided.map(({ reasons }) => ({ warningId: null, reasons }));
    return secondOf(await rows(), claiming(batch, none));
  }
  const [{ raised, writing }] = await together(
    raisingForSignals(deps, tx, batch, now),
    rows().then((those) => give(tx, those)),
  );
  return secondOf(writing, claiming(batch, raised));
}

/** Both, answering with what the second answers. */
function secondOf<T>(first: Giving<unknown>, second: Giving<T>): Giving<T> {
  const { statements, read } = givingAll(first, second);
  return { statements, read: (results) => read(results)[1] };
}

/** Claims the ids of a batch, and answers with its decisions. */
function claiming({ fresh, decided, batchId }: JudgedBatch, raised: readonly Raised[]): Giving<Decision[]> {
  const receipts = fresh.map(({ idHash, content }, ord) => {
    const { level, score } = decided[ord]!;
    return { idHash, content, ord, level: levelNumber(level), score, warningId: raised[ord]!.warningId };
  });
  return {
    ...insertingReceipts(batchId, receipts),
    read: () =>
      decided.map(({ level, score }, ord) => ({
        status: 'decided',
        level,
        score,
        ...raised[ord]!,
        conflict: false,
      })),
  };
}

function allIdentifiers(of: readonly { identifiers: readonly Identifier[] }[]): Map<string, Identifier> {
  const all = new Map<string, Identifier>();
  for (const { identifiers } of of) for (const one of identifiers) all.set(one.key, one);
  return all;
}

/** The rows that accounts stand for and that came with no line: whoever brings an account brings its owner, and alone it counts as the owner. */
function ownersOfAccounts(
  fresh: readonly Submission[],
  subjects: ReadonlyMap<string, Subject>,
): Map<string, Identifier> {
  const owners = new Map<string, Identifier>();
  for (const { identifiers } of fresh) {
    const last = identifiers.at(-1)!;
    if (last.rank > 1) continue;
    const { key, person, rank } = subjects.get(last.key)!;
    if (person === key || subjects.has(person)) continue;
    // Nobody stands above an id number: its row is needed for what it counts only.
    if (rank < 3 || identifiers.length === 1) owners.set(person, { key: person, rank });
  }
  return owners;
}

/**
 * One that is known to belong to the stronger identifier beside it needs no row of its own any more, and one that comes alone stands
 * for its owner.
 */
function settleAccount(submission: Submission, subjects: ReadonlyMap<string, Subject>): Candidate {
  const { identifiers } = submission;
  const last = identifiers.at(-1)!;
  if (last.rank > 1) return submission;
  const { key, person, rank } = subjects.get(last.key)!;
  if (person === key) return submission;
  if (identifiers.length > 1)
    return identifiers[0]!.key === person
      ? { ...submission, identifiers: identifiers.slice(0, -1) }
      : submission;
  // Found within this batch through another identifier, an owner may not have been read.
  return subjects.has(person) ? { ...submission, identifiers: [{ key: person, rank }] } : submission;
}
