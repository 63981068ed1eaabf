import { type Tx, together, uuidArray } from '../../ground/db/index.ts';
import { rowColumns, type WarningRow } from './row.ts';

/** An open warning held by a deciding batch. */
export interface OpenWarning extends WarningRow {
  readonly key_id: number;
  readonly subject_sealed: Buffer;
  /** A person has chosen where it lies: the machine does not move it any more. */
  readonly placed: boolean;
  /** It was merged once and separated again by a person: the machine does not merge it any more. */
  readonly separated: boolean;
}

/** With who has borrowed it. */
export type LentOpenWarning = OpenWarning & { readonly borrowers: readonly string[] };

type Marks = Pick<LentOpenWarning, 'id' | 'placed' | 'separated' | 'borrowers'>;

/** Locks the open warnings of these persons, in the order of the persons, so that two batches do not wait crosswise. */
export async function lockOpenWarnings(tx: Tx, persons: readonly string[]): Promise<LentOpenWarning[]> {
  if (persons.length === 0) return [];
  const values = [uuidArray([...new Set(persons)])];
  const [locked, marks] = await together(
    tx.query<Omit<OpenWarning, 'placed' | 'separated'>>({
      name: 'lock-open-warnings',
      text: `SELECT ${rowColumns}, w.key_id, w.subject_sealed
             FROM warning w WHERE w.person = ANY ($1) AND w.state <> 'closed' ORDER BY w.person FOR UPDATE`,
      values,
    }),
    // A statement of its own, that it sees what was done by whom the first had to wait for.
    tx.query<Marks>({
      name: 'read-marks-of-open-warnings',
      text: `SELECT w.id,
               EXISTS (SELECT FROM warning_history h
                       WHERE h.warning_id = w.id AND h.act IN ('assign', 'transfer')) AS placed,
               EXISTS (SELECT FROM warning_history h
                       WHERE h.warning_id = w.id AND h.act = 'merge' AND h.detail ? 'into') AS separated,
               ARRAY(SELECT borrower_id FROM loan_told l WHERE l.warning_id = w.id) AS borrowers
             FROM warning w WHERE w.person = ANY ($1) AND w.state <> 'closed'`,
      values,
    }),
  );
  const marksOf = new Map(marks.rows.map((each) => [each.id, each]));
  return locked.rows.map((row) => ({ ...row, ...marksOf.get(row.id)! }));
}

/** One of them by its id; undefined when it is closed. */
export async function lockOpenWarning(tx: Tx, id: string): Promise<OpenWarning | undefined> {
  const { rows } = await tx.query<OpenWarning>({
    name: 'lock-open-warning',
    text: `SELECT ${rowColumns}, w.key_id, w.subject_sealed, true AS placed, true AS separated
           FROM warning w WHERE w.id = $1 AND w.state <> 'closed' FOR UPDATE`,
    values: [id],
  });
  return rows[0];
}
