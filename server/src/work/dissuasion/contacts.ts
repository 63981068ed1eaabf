import type {
  ContactBasis,
  ContactFailure,
  ContactMethod,
  ContactRecord,
  ContactResult,
  DissuasionFailure,
} from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { type ContactRow, contextOf, insertContactRow, readContactRows } from './contact-rows.ts';
import type { DissuasionDesk, StepOf } from './desk.ts';
import { dissuasionFailureOf } from './failure.ts';
import { openWords, sealWords, type Words } from './words.ts';

/** What an attempt to reach somebody says. Words come in clear and are sealed here. */
export interface Told {
  readonly failed?: ContactFailure | undefined;
  readonly result?: ContactResult | undefined;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  readonly present?: readonly string[] | undefined;
  readonly said?: string | undefined;
  readonly statement?: string | undefined;
}
export interface NewContact extends Told, StepOf {
  readonly method: ContactMethod;
  readonly reached: boolean;
  readonly basis?: ContactBasis | undefined;
  readonly basisWhy?: string | undefined;
}

/** One attempt, in the step of the warning that records it. */
export async function writeContact(desk: DissuasionDesk, contact: NewContact): Promise<void> {
  const { method, reached, basis = null, basisWhy } = contact;
  await write(desk, contact, { corrects: null, method, reached, basis }, { basisWhy });
}

/** What a correction made of an attempt. */
export interface Corrected {
  /** Who noted the attempt, and with which step of the warning. */
  readonly by: string;
  readonly version: number;
  /** When somebody was tried. */
  readonly at: Date;
  readonly reached: boolean;
  /** That dissuasion failed, when nobody had said so before. */
  readonly failure: DissuasionFailure | null;
}

/**
 * Says of an attempt what is true; what stood there stays. How somebody was tried and whether they were reached is not
 * changed by words: the state of the warning rests on it.
 */
export async function correctContact(
  desk: DissuasionDesk,
  correction: Told & StepOf & { readonly contact: string; readonly why: string },
): Promise<Refusal<'NOT_FOUND'> | Refusal<'FORBIDDEN', { act: string; roles: string[] }> | Corrected> {
  const rows = await readContactRows(desk.tx, correction.warningId);
  const original = rows.find(({ id, corrects }) => id === correction.contact && corrects === null);
  if (original === undefined) return refuse('NOT_FOUND');
  if (!mayCorrect(desk, original)) return refuse('FORBIDDEN', { act: 'correct', roles: ['duty_officer'] });
  const { method, reached, basis } = original;
  const { basisWhy } = await wordsOf(desk, correction.warningId, original);
  await write(
    desk,
    correction,
    { corrects: original.id, method, reached, basis },
    { basisWhy, why: correction.why },
  );
  const last = rows.findLast(({ corrects }) => corrects === original.id) ?? original;
  const { failed = null, result = null } = correction;
  const [was, is] = [dissuasionFailureOf(last), dissuasionFailureOf({ reached, failed, result })];
  return {
    by: original.actorId,
    version: original.version,
    at: original.at,
    reached,
    failure: was === is ? null : is,
  };
}

/** Who noted it down, or the desk. */
const mayCorrect = ({ actor }: Pick<DissuasionDesk, 'actor'>, { actorId }: Pick<ContactRow, 'actorId'>) =>
  actor.acts.includes('warnings.handle') && (actorId === actor.id || actor.acts.includes('warnings.assign'));

async function write(
  { tx, vault, actor, now }: DissuasionDesk,
  told: Told & StepOf,
  fixed: Pick<ContactRow, 'corrects' | 'method' | 'reached' | 'basis'>,
  more: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { warningId, version, failed, result, startedAt, endedAt, present, said, statement } = told;
  const words = { said, statement, present: present?.join('、'), ...more };
  const sealed = await sealWords(tx, vault, contextOf(warningId, version), words, now);
  await insertContactRow(tx, warningId, {
    ...fixed,
    version,
    at: now,
    actorId: actor.id,
    failed: failed ?? null,
    result: (fixed.reached ? result : null) ?? null,
    startedAt: startedAt === undefined ? null : new Date(startedAt),
    endedAt: endedAt === undefined ? null : new Date(endedAt),
    keyId: sealed?.keyId ?? null,
    sealed: sealed?.sealed ?? null,
  });
}

/** What each attempt comes to, corrections counted in. */
export interface ContactFact {
  readonly version: number;
  readonly method: ContactMethod;
  readonly reached: boolean;
  readonly result: ContactResult | null;
}

export async function readContactFacts(tx: Tx, warningId: string): Promise<ContactFact[]> {
  return attemptsOf(await readContactRows(tx, warningId)).map(factOf);
}

function factOf([original, ...corrections]: Attempt): ContactFact {
  const { version, method, reached } = original;
  return { version, method, reached, result: (corrections.at(-1) ?? original).result };
}

/** The attempts of a warning, the newest first. Known names in the words are masked by the caller. */
export async function readContacts(
  desk: DissuasionDesk,
  warningId: string,
): Promise<{ records: ContactRecord[]; facts: ContactFact[] }> {
  const attempts = attemptsOf(await readContactRows(desk.tx, warningId));
  const records: ContactRecord[] = [];
  for (const [original, ...corrections] of attempts) {
    const told: Words[] = [];
    for (const row of [original, ...corrections]) told.push(await wordsOf(desk, warningId, row));
    const last = corrections.length;
    records.unshift({
      id: original.id,
      at: original.at.toISOString(),
      by: { id: original.actorId, name: original.actorName },
      method: original.method,
      reached: original.reached,
      basis: original.basis,
      basisWhy: told[0]?.basisWhy ?? null,
      ...shown(corrections.at(-1) ?? original, told[last]),
      earlier: corrections
        .map((row, index) => ({
          ...shown(index === 0 ? original : (corrections[index - 1] ?? original), told[index]),
          correctedAt: row.at.toISOString(),
          correctedBy: { id: row.actorId, name: row.actorName },
          why: told[index + 1]?.why ?? '',
        }))
        .reverse(),
      mayCorrect: mayCorrect(desk, original),
    });
  }
  return { records, facts: attempts.map(factOf) };
}

/** The step that recorded an attempt was taken back. */
export async function takeBackContact(
  { tx, now }: DissuasionDesk,
  { warningId, version }: StepOf,
): Promise<void> {
  await tx.query({
    name: 'take-back-contact',
    text: 'UPDATE contact_record SET undone_at = $3 WHERE warning_id = $1 AND version = $2 AND undone_at IS NULL',
    values: [warningId, version, now],
  });
}

/** An attempt with its corrections, in order. */
type Attempt = [ContactRow, ...ContactRow[]];

function attemptsOf(rows: readonly ContactRow[]): Attempt[] {
  return rows
    .filter(({ corrects }) => corrects === null)
    .map((original) => [original, ...rows.filter(({ corrects }) => corrects === original.id)]);
}

const wordsOf = ({ tx, vault }: DissuasionDesk, warningId: string, row: ContactRow): Promise<Words> =>
  openWords(tx, vault, contextOf(warningId, row.version), row);

const shown = ({ result, failed, startedAt, endedAt }: ContactRow, words: Words = {}) => ({
  result,
  failed,
  startedAt: startedAt?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
  present: words.present ?? null,
  said: words.said ?? null,
  statement: words.statement ?? null,
});
