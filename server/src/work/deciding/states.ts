import { decodeState, emptyState, encodeState, type SubjectState } from '@lanzha/engine/scoring';
import { byteaArray, int2Array, int4Array, type Tx, together, uuidArray } from '../../ground/db/index.ts';
import { asUuid } from '../../ground/vault/index.ts';
import type { Identifier, Rank } from './subjects.ts';

/** A state row as it was read, or the beginning of a new one. */
export interface Subject {
  readonly key: string;
  person: string;
  rank: Rank;
  state: SubjectState;
  /** Counts the writings of the row; null = there was none. A row written meanwhile has another one. */
  readonly version: number | null;
  changed: boolean;
}

/** Another transaction wrote the same row first: the batch is run again. */
export class LostRace extends Error {
  override name = 'LostRace';
}

/**
 * Reads the state rows of these identifiers; missing ones begin empty. Nothing is locked: `saveSubjects` notices what was written meanwhile.
 * All rows come as one value, which costs a third of a row each.
 */
export async function readSubjects(
  tx: Tx,
  identifiers: ReadonlyMap<string, Identifier>,
): Promise<Map<string, Subject>> {
  const { rows } = await tx.query<{ packed: Buffer | null }>({
    name: 'read-subjects',
    text: `SELECT string_agg(${packed}, '') AS packed
             FROM subject_state s WHERE s.key = ANY ($1::uuid[])`,
    values: [uuidArray([...identifiers.keys()])],
  });
  return unpack(rows[0]!.packed, identifiers);
}

/** The same, each row locked in key order, so that batches which lost a race queue up instead of racing again. */
export async function lockSubjects(
  tx: Tx,
  identifiers: ReadonlyMap<string, Identifier>,
): Promise<Map<string, Subject>> {
  const { rows } = await tx.query<{ packed: Buffer | null }>({
    name: 'lock-subjects',
    text: `SELECT string_agg(${packed}, '') AS packed
             FROM (SELECT * FROM subject_state WHERE key = ANY ($1::uuid[]) ORDER BY key FOR UPDATE) AS s`,
    values: [uuidArray([...identifiers.keys()])],
  });
  return unpack(rows[0]!.packed, identifiers);
}

const packed = `uuid_send(s.key) || uuid_send(s.person) || int2send(s.rank) || int4send(s.version) || int4send(length(s.state)) || s.state`;

function unpack(bytes: Buffer | null, identifiers: ReadonlyMap<string, Identifier>): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  for (let at = 0; bytes !== null && at < bytes.length; ) {
    const key = uuidAt(bytes, at);
    const person = bytes.compare(bytes, at, at + 16, at + 16, at + 32) === 0 ? key : uuidAt(bytes, at + 16);
    const rank = bytes.readInt16BE(at + 32) as Rank;
    const version = bytes.readInt32BE(at + 34);
    const end = at + 42 + bytes.readInt32BE(at + 38);
    const state = decodeState(bytes.subarray(at + 42, end));
    subjects.set(key, { key, person, rank, state, version, changed: false });
    at = end;
  }
  for (const { key, rank } of identifiers.values()) {
    if (!subjects.has(key)) {
      subjects.set(key, { key, person: key, rank, state: emptyState(), version: null, changed: false });
    }
  }
  return subjects;
}

const uuidAt = (bytes: Buffer, at: number) => asUuid(bytes.toString('hex', at, at + 16));

/** Makes empty rows where there are none, so that a batch that lost a race finds them when it runs again. */
export async function makeSubjects(tx: Tx, identifiers: ReadonlyMap<string, Identifier>): Promise<void> {
  const rows = [...identifiers.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  await tx.query({
    name: 'make-subjects',
    text: `INSERT INTO subject_state (key, person, rank, state)
           SELECT k, k, r, $3 FROM unnest($1::uuid[], $2::smallint[]) AS u (k, r) ON CONFLICT (key) DO NOTHING`,
    values: [
      uuidArray(rows.map((row) => row.key)),
      int2Array(rows.map((row) => row.rank)),
      encodeState(emptyState()),
    ],
  });
}

/** @throws LostRace when a row was written by somebody else since it was read, unique_violation of `subject_state_pkey` when it was made */
export async function saveSubjects(tx: Tx, subjects: Iterable<Subject>): Promise<void> {
  const changed = [...subjects].filter((subject) => subject.changed).sort((a, b) => (a.key < b.key ? -1 : 1));
  const known = changed.filter((subject) => subject.version !== null);
  const fresh = changed.filter((subject) => subject.version === null);
  await together(update(tx, known), insert(tx, fresh));
}

async function update(tx: Tx, subjects: Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  const { rowCount } = await tx.query({
    name: 'update-subjects',
    text: `UPDATE subject_state s SET person = u.p, rank = u.r, state = u.s, version = u.v + 1
             FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bytea[], $5::integer[]) AS u (k, p, r, s, v)
            WHERE s.key = u.k AND s.version = u.v`,
    values: [...columns(subjects), int4Array(subjects.map((s) => s.version))],
  });
  if (rowCount !== subjects.length) throw new LostRace();
}

async function insert(tx: Tx, subjects: Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.query({
    name: 'insert-subjects',
    text: `INSERT INTO subject_state (key, person, rank, state)
           SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bytea[])`,
    values: columns(subjects),
  });
}

function columns(subjects: Subject[]): Buffer[] {
  return [
    uuidArray(subjects.map((s) => s.key)),
    uuidArray(subjects.map((s) => s.person)),
    int2Array(subjects.map((s) => s.rank)),
    byteaArray(subjects.map((s) => encodeState(s.state))),
  ];
}
