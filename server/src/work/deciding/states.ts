import { decodeState, emptyState, encodeState, type SubjectState } from '@lanzha/engine/scoring';
import {
  byteaArray,
  type Giving,
  giving,
  givingAll,
  givingNothing,
  int2Array,
  int4Array,
  type RowPlace,
  type Tx,
  tidArray,
  uuidArray,
} from '../../ground/db/index.ts';
import { asUuid } from '../../ground/vault/index.ts';
import type { SubjectMemory } from './subject-memory.ts';
import type { Identifier, Rank } from './subjects.ts';

/** A state row as it was read, or the beginning of a new one. */
export interface Subject {
  readonly key: string;
  person: string;
  rank: Rank;
  state: SubjectState;
  /** Changes with each writing of the row; null = there was none. A row written meanwhile has another one. */
  version: number | null;
  /** Where the row lay when it was read: its update needs no search. A row written meanwhile lies elsewhere. */
  place: RowPlace | null;
  /** Taken from memory: must be found unchanged by whoever writes what follows from it. */
  readonly recalled: boolean;
  changed: boolean;
  /** The state as it lies in the row, once it was read from there or written. */
  bytes?: Uint8Array;
}

/** SQLSTATE: another transaction wrote the same row first, and the batch is run again (migration 0029). */
export const lostRace = 'LZ001';

/**
 * Reads the state rows of these identifiers; missing ones begin empty. Nothing is locked: `savingSubjects` notices what was written meanwhile.
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

/**
 * Reads only those that are neither remembered nor about to be: for a batch that begins while the one before is being written. That
 * one touches none of them, unless it lost a race and runs again: whoever writes such a row finds that out.
 */
export async function readAhead(
  memory: SubjectMemory,
  tx: Tx,
  identifiers: ReadonlyMap<string, Identifier>,
): Promise<Map<string, Subject>> {
  const unknown = new Map([...identifiers].filter(([key]) => !memory.has(key)));
  return unknown.size === 0 ? new Map() : readSubjects(tx, unknown);
}

/**
 * Reads them without asking for those that are remembered.
 * @param ahead what was read of them already
 */
export async function recallSubjects(
  memory: SubjectMemory,
  tx: Tx,
  identifiers: ReadonlyMap<string, Identifier>,
  ahead: ReadonlyMap<string, Subject>,
): Promise<Map<string, Subject>> {
  const recalled = new Map<string, Subject>();
  const unknown = new Map<string, Identifier>();
  for (const [key, identifier] of identifiers) {
    const subject = ahead.get(key) ?? memory.recall(key);
    if (subject === undefined) unknown.set(key, identifier);
    else recalled.set(key, subject);
  }
  if (unknown.size === 0) return recalled;
  for (const [key, subject] of await readSubjects(tx, unknown)) recalled.set(key, subject);
  return recalled;
}

/** Reads them with each row locked in key order, so that batches which lost a race queue up instead of racing again. */
export async function lockSubjects(
  tx: Tx,
  identifiers: ReadonlyMap<string, Identifier>,
): Promise<Map<string, Subject>> {
  const { rows } = await tx.query<{ packed: Buffer | null }>({
    name: 'lock-subjects',
    text: `SELECT string_agg(${packed}, '') AS packed
             FROM (SELECT ctid, * FROM subject_state WHERE key = ANY ($1::uuid[]) ORDER BY key FOR UPDATE) AS s`,
    values: [uuidArray([...identifiers.keys()])],
  });
  return unpack(rows[0]!.packed, identifiers);
}

const packed = `uuid_send(s.key) || uuid_send(s.person) || int2send(s.rank) || int4send(s.version) || tidsend(s.ctid) || int4send(length(s.state)) || s.state`;

function unpack(bytes: Buffer | null, identifiers: ReadonlyMap<string, Identifier>): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  for (let at = 0; bytes !== null && at < bytes.length; ) {
    const key = uuidAt(bytes, at);
    const person = bytes.compare(bytes, at, at + 16, at + 16, at + 32) === 0 ? key : uuidAt(bytes, at + 16);
    const rank = bytes.readInt16BE(at + 32) as Rank;
    const version = bytes.readInt32BE(at + 34);
    const place = placeAt(bytes, at + 38);
    const end = at + 48 + bytes.readInt32BE(at + 44);
    const stored = bytes.subarray(at + 48, end);
    const state = decodeState(stored);
    const subject = {
      key,
      person,
      rank,
      state,
      version,
      place,
      recalled: false,
      changed: false,
      bytes: stored,
    };
    subjects.set(key, subject);
    at = end;
  }
  for (const { key, rank } of identifiers.values()) {
    if (!subjects.has(key)) {
      subjects.set(key, {
        key,
        person: key,
        rank,
        state: emptyState(),
        version: null,
        place: null,
        recalled: false,
        changed: false,
      });
    }
  }
  return subjects;
}

const placeAt = (bytes: Buffer, at: number): RowPlace => ({
  block: bytes.readUInt32BE(at),
  offset: bytes.readUInt16BE(at + 4),
});

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

/**
 * Writes what changed, and makes sure of what was recalled and did not. The subjects are then as their rows are, if the transaction
 * commits. Fails with `lostRace` when a row was written by somebody else since it was read, with a unique violation of
 * `subject_state_pkey` when it was made.
 */
export function savingSubjects(subjects: Iterable<Subject>): Giving<unknown> {
  const all = [...subjects];
  const changed = all.filter((subject) => subject.changed).sort((a, b) => (a.key < b.key ? -1 : 1));
  return givingAll(
    updating(changed.filter((subject) => subject.version !== null)),
    inserting(changed.filter((subject) => subject.version === null)),
    confirming(all.filter((subject) => subject.recalled && !subject.changed)),
  );
}

/** Answers with the number of each row in the arrays (from 1) and its new place, 10 bytes a row. */
function updating(subjects: Subject[]): Giving<void> {
  if (subjects.length === 0) return givingNothing;
  const statement = {
    name: 'update-subjects',
    text: `WITH written AS (
             UPDATE subject_state s
                SET person = u.p, rank = u.r, state = u.s, version = u.v + 1, written_on = current_date
               FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bytea[], $5::integer[], $6::tid[])
                    WITH ORDINALITY AS u (k, p, r, s, v, t, n)
              WHERE s.ctid = u.t AND s.key = u.k AND s.version = u.v
          RETURNING u.n, s.ctid)
           SELECT string_agg(int4send(n::integer) || tidsend(ctid), '') AS packed,
                  all_unchanged(count(*), cardinality($1::uuid[])) FROM written`,
    values: [...columns(subjects), ...standings(subjects)],
  };
  return giving(statement, ({ rows }) => {
    const { packed } = rows[0] as { packed: Buffer };
    for (let at = 0; at < packed.length; at += 10) {
      const subject = subjects[packed.readInt32BE(at) - 1]!;
      subject.version!++;
      subject.place = placeAt(packed, at + 4);
    }
  });
}

/** Answers with key, version and place of each row, 26 bytes. */
function inserting(subjects: Subject[]): Giving<void> {
  if (subjects.length === 0) return givingNothing;
  const statement = {
    name: 'insert-subjects',
    text: `WITH made AS (
             INSERT INTO subject_state (key, person, rank, state)
             SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bytea[])
             RETURNING key, version, ctid)
           SELECT string_agg(uuid_send(key) || int4send(version) || tidsend(ctid), '') AS packed FROM made`,
    values: columns(subjects),
  };
  return giving(statement, ({ rows }) => {
    const { packed } = rows[0] as { packed: Buffer };
    const made = new Map(subjects.map((subject) => [subject.key, subject]));
    for (let at = 0; at < packed.length; at += 26) {
      const subject = made.get(uuidAt(packed, at))!;
      subject.version = packed.readInt32BE(at + 16);
      subject.place = placeAt(packed, at + 20);
    }
  });
}

/** Fails when one is not as it was recalled. */
function confirming(subjects: Subject[]): Giving<void> {
  if (subjects.length === 0) return givingNothing;
  const statement = {
    name: 'confirm-subjects',
    text: `SELECT all_unchanged(count(*), cardinality($1::uuid[]))
             FROM unnest($1::uuid[], $2::integer[], $3::tid[]) AS u (k, v, t), subject_state s
            WHERE s.ctid = u.t AND s.key = u.k AND s.version = u.v`,
    values: [uuidArray(subjects.map((s) => s.key)), ...standings(subjects)],
  };
  return giving(statement, () => undefined);
}

function columns(subjects: Subject[]): Buffer[] {
  const states = subjects.map((subject) => {
    subject.bytes = encodeState(subject.state);
    return subject.bytes;
  });
  return [
    uuidArray(subjects.map((s) => s.key)),
    uuidArray(subjects.map((s) => s.person)),
    int2Array(subjects.map((s) => s.rank)),
    byteaArray(states),
  ];
}

/** Version and place as they were read. */
const standings = (subjects: Subject[]): Buffer[] => [
  int4Array(subjects.map((s) => s.version)),
  tidArray(subjects.map((s) => s.place!)),
];
