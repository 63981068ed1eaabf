import type { Level, Reason, Signal } from '@lanzha/contract';
import { openSignals } from '../facts/signals/index.ts';
import type { Giving, Tx } from '../ground/db/index.ts';
import { maskText } from '../ground/vault/index.ts';
import { type Candidate, type Decided, type Subject, thresholdsAt } from '../work/deciding/index.ts';
import { findShown, type Raise, raisingWarnings, readRaiseGround } from '../work/warnings/index.ts';
import type { DecidingDeps, Submission } from './submission.ts';

/** A batch after judging: parallel arrays, index = `ord`. */
export interface JudgedBatch {
  readonly fresh: readonly Submission[];
  readonly candidates: readonly Candidate[];
  readonly decided: readonly Decided[];
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly batchId: number;
}

/** What a line led to. */
export interface Raised {
  readonly warningId: string | null;
  readonly reasons: readonly Reason[];
}

/** Whether anybody is to be warned of, or two turned out to be one. */
export const raisesAny = (decided: readonly Decided[]): boolean => decided.some(isWorth);

const isWorth = ({ level, absorbed }: Decided) => level !== null || absorbed.length > 0;

/**
 * "Signal decided → warning": one raise for each person with a signal that has a level, with the evidence that led there. Whom a line
 * is about is asked after the last line of the batch: one may tell that two are the same person.
 * @returns what each line leads to, and the statements that make it so
 */
export async function raisingForSignals(
  deps: DecidingDeps,
  tx: Tx,
  batch: JudgedBatch,
  now: Date,
): Promise<{ raised: Raised[]; writing: Giving<unknown> }> {
  const personOf = finalPersons(batch.decided);
  const worth = batch.decided.filter(isWorth);
  const linesOf = new Map(worth.map((one) => [personOf(one.person), [] as number[]]));
  batch.decided.forEach((one, ord) => {
    linesOf.get(personOf(one.person))?.push(ord);
  });
  const reasons = batch.decided.map((one, ord) => readable(deps, one, batch.fresh[ord]!.signal));
  const about = [...linesOf].map(([person, ords]) => aboutPerson(batch, reasons, person, ords));
  const ground = await readRaiseGround(tx, about, now);
  const open = new Set(ground.open.map(({ person }) => person));
  const raises: Raise[] = [];
  // One after another: what is opened for each may be whole batches.
  for (const { ords, ...each } of about) {
    const isNew = !open.has(each.person) && each.judgements.length > 0;
    const earlier = isNew ? await earlierEvidence(deps, tx, batch, ords, now) : [];
    raises.push({ ...each, earlier });
  }
  const { raised, writing } = await raisingWarnings(tx, deps, raises, ground, now);
  return {
    raised: batch.decided.map((one, ord) => ({
      warningId: one.level === null ? null : (raised.get(personOf(one.person))?.warningId ?? null),
      reasons: reasons[ord]!,
    })),
    writing,
  };
}

/** Who a person turned out to be by the end of the batch. */
function finalPersons(decided: readonly Decided[]): (person: string) => string {
  const into = new Map<string, string>();
  for (const { person, absorbed } of decided) for (const one of absorbed) into.set(one, person);
  return (person) => {
    let at = person;
    for (let next = into.get(at); next !== undefined; next = into.get(at)) at = next;
    return at;
  };
}

/** A raise without what was before, and the lines of the batch that are about the person. */
function aboutPerson(
  batch: JudgedBatch,
  reasons: readonly Reason[][],
  person: string,
  ords: readonly number[],
): Omit<Raise, 'earlier'> & { readonly ords: readonly number[] } {
  const first = batch.fresh[ords[0]!]!;
  const judgements = ords.flatMap((ord) => {
    const { level, score, fraudType, trace } = batch.decided[ord]!;
    const { signal, at } = batch.fresh[ord]!;
    if (level === null) return [];
    return [
      {
        level: level as Level,
        score,
        reasons: reasons[ord]!,
        fraudType,
        trace,
        batchId: batch.batchId,
        ord,
        at: new Date(at),
        signal,
      },
    ];
  });
  return {
    person,
    absorb: [...new Set(ords.flatMap((ord) => batch.decided[ord]!.absorbed))],
    judgements,
    source: first.source,
    unitOfKey: first.unitId,
    ords,
  };
}

/** What the state rows remember of this episode, opened from its sealed batches (this batch is not written yet: taken from memory). */
async function earlierEvidence(
  deps: DecidingDeps,
  tx: Tx,
  batch: JudgedBatch,
  ords: readonly number[],
  now: Date,
) {
  const since = (now.getTime() - deps.params.milliseconds('episode.silence')) / 1000;
  const keys = new Set(ords.flatMap((ord) => batch.candidates[ord]!.identifiers.map((one) => one.key)));
  const refs = new Map<string, Ref>();
  for (const key of keys) {
    for (const ref of batch.subjects.get(key)!.state.recent) {
      if (ref.at >= since) refs.set(`${ref.batch}/${ref.ord}`, ref);
    }
  }
  const stored = await notShownYet(
    deps,
    tx,
    [...refs.values()].filter((ref) => ref.batch !== batch.batchId),
    now,
  );
  const here = [...refs.values()].filter(
    (ref) => ref.batch === batch.batchId && batch.decided[ref.ord]!.level === null,
  );
  const opened = stored.length === 0 ? [] : await openSignals(tx, deps.vault, stored);
  const signals = [...opened, ...here.map((ref) => ({ ...ref, signal: batch.fresh[ref.ord]!.signal }))];
  return signals.map(({ batch: batchId, ord, signal }) => {
    const ref = refs.get(`${batchId}/${ord}`)!;
    return { batchId, ord, at: new Date(signal.at), score: ref.score, signal, reasons: [] };
  });
}

type Ref = { readonly batch: number; readonly ord: number; readonly at: number; readonly score: number };

/** Without what raised an open warning of somebody to whom the identifier belonged before. Asks only about what could have. */
async function notShownYet(deps: DecidingDeps, tx: Tx, refs: readonly Ref[], now: Date): Promise<Ref[]> {
  const { low } = thresholdsAt(deps.params, now);
  const strong = refs.filter(({ score }) => score >= low);
  if (strong.length === 0) return [...refs];
  const shown = await findShown(tx, strong);
  return refs.filter((ref) => !shown.has(`${ref.batch}/${ref.ord}`));
}

/** Reasons for people: the phrases that decided are named, numbers in them masked. */
function readable(deps: DecidingDeps, decided: Decided, signal: Signal): Reason[] {
  if (decided.level === null) return decided.reasons;
  return decided.reasons.map((reason) => {
    if (!/(text|transcript)$/.test(reason.code)) return reason;
    const phrases = deps.texts.phrases(signal).map((phrase) => `「${maskText(phrase)}」`);
    return phrases.length === 0 ? reason : { ...reason, text: `${reason.text}关键词句:${phrases.join('')}` };
  });
}
