import { decodeState, emptyState, encodeState, type SubjectState } from '@lanzha/engine/scoring';
import type { Tx } from '../../ground/db/index.ts';
import type { Identifier, Rank } from './subjects.ts';

/** A locked state row, or the beginning of a new one. */
export interface Subject {
  readonly key: string;
  person: string;
  rank: Rank;
  state: SubjectState;
  readonly isNew: boolean;
  changed: boolean;
}

/** Another transaction made the same new row first: the batch is run again. */
export class LostRace extends Error {
  override name = 'LostRace';
}

/** The stronger identifier that a key is known to belong to, without locking. */
export async function findPersons(
  tx: Tx,
  keys: readonly string[],
): Promise<Map<string, { person: string; rank: Rank }>> {
  const { rows } = await tx.query<{ key: string; person: string; rank: Rank }>({
    name: 'find-persons',
    text: 'SELECT key, person, rank FROM subject_state WHERE key = ANY ($1::uuid[]) AND person <> key',
    values: [`{${keys.join(',')}}`],
  });
  return new Map(rows.map((row) => [row.key, row]));
}

/** Locks the state rows of these identifiers in key order (so batches never deadlock); missing ones begin empty. */
export async function lockSubjects(
  tx: Tx,
  identifiers: ReadonlyMap<string, Identifier>,
): Promise<Map<string, Subject>> {
  const { rows } = await tx.query<{ key: string; person: string; rank: Rank; state: Buffer }>({
    name: 'lock-subjects',
    text: 'SELECT key, person, rank, state FROM subject_state WHERE key = ANY ($1::uuid[]) ORDER BY key FOR UPDATE',
    values: [`{${[...identifiers.keys()].join(',')}}`],
  });
  const subjects = new Map<string, Subject>();
  for (const row of rows) {
    subjects.set(row.key, { ...row, state: decodeState(row.state), isNew: false, changed: false });
  }
  for (const { key, rank } of identifiers.values()) {
    if (!subjects.has(key))
      subjects.set(key, { key, person: key, rank, state: emptyState(), isNew: true, changed: false });
  }
  return subjects;
}

/** Makes empty rows where there are none, so that a batch that lost a race finds them when it runs again. */
export async function makeSubjects(tx: Tx, identifiers: ReadonlyMap<string, Identifier>): Promise<void> {
  const rows = [...identifiers.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  await tx.query({
    name: 'make-subjects',
    text: `INSERT INTO subject_state (key, person, rank, state)
           SELECT k, k, r, $3 FROM unnest($1::uuid[], $2::smallint[]) AS u (k, r) ON CONFLICT (key) DO NOTHING`,
    values: [
      `{${rows.map((row) => row.key).join(',')}}`,
      `{${rows.map((row) => row.rank).join(',')}}`,
      Buffer.from(encodeState(emptyState())),
    ],
  });
}

/** @throws LostRace when a new row exists by now */
export async function saveSubjects(tx: Tx, subjects: Iterable<Subject>): Promise<void> {
  const changed = [...subjects].filter((subject) => subject.changed).sort((a, b) => (a.key < b.key ? -1 : 1));
  await update(
    tx,
    changed.filter((subject) => !subject.isNew),
  );
  await insert(
    tx,
    changed.filter((subject) => subject.isNew),
  );
}

async function update(tx: Tx, subjects: Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.query({
    name: 'update-subjects',
    text: `UPDATE subject_state s SET person = u.p, rank = u.r, state = u.s
             FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bytea[]) AS u (k, p, r, s) WHERE s.key = u.k`,
    values: columns(subjects),
  });
}

async function insert(tx: Tx, subjects: Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  const { rowCount } = await tx.query({
    name: 'insert-subjects',
    text: `INSERT INTO subject_state (key, person, rank, state)
           SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bytea[]) ON CONFLICT (key) DO NOTHING`,
    values: columns(subjects),
  });
  if (rowCount !== subjects.length) throw new LostRace();
}

function columns(subjects: Subject[]): string[] {
  return [
    `{${subjects.map((s) => s.key).join(',')}}`,
    `{${subjects.map((s) => s.person).join(',')}}`,
    `{${subjects.map((s) => s.rank).join(',')}}`,
    `{${subjects.map((s) => `"\\\\x${Buffer.from(encodeState(s.state)).toString('hex')}"`).join(',')}}`,
  ];
}
