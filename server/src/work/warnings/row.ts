import { type Level, levels, type Outcome, type Reason, type WarningState } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { MaskedSubject } from './masking.ts';

/** A row of table warning without the sealed subject. Instants are `Date`, money is fen. */
export interface WarningRow {
  readonly id: string;
  readonly no: number;
  readonly person: string;
  /** Index in contract `levels`: 0 is the most urgent. */
  readonly level: number;
  readonly state: WarningState;
  readonly outcome: Outcome | null;
  readonly fraud_type: string | null;
  readonly score: number;
  readonly reasons: Reason[];
  readonly source: string;
  readonly place_code: string;
  readonly unit_id: string;
  readonly assignee_id: string | null;
  readonly received_at: Date;
  readonly last_evidence_at: Date;
  readonly evidence_count: number;
  readonly contact_due: Date | null;
  readonly meet_due: Date | null;
  readonly contacted_at: Date | null;
  readonly met_at: Date | null;
  readonly closed_at: Date | null;
  readonly saved_fen: number | null;
  readonly saved_proof: string | null;
  readonly merged_into: string | null;
  readonly subject_masked: MaskedSubject;
  readonly version: number;
  /** Its personal data were destroyed then (room retention). */
  readonly forgotten_at: Date | null;
}

export const rowColumns = `w.id, w.no, w.person, w.level, w.state, w.outcome, w.fraud_type, w.score, w.reasons, w.source,
  w.place_code, w.unit_id, w.assignee_id, w.received_at, w.last_evidence_at, w.evidence_count, w.contact_due, w.meet_due,
  w.contacted_at, w.met_at, w.closed_at, w.saved_fen, w.saved_proof, w.merged_into, w.subject_masked, w.version,
  w.forgotten_at`;

/** Locks the row until the transaction ends; undefined when it is not there or outside the scope. */
export async function lockWarning(tx: Tx, id: string): Promise<WarningRow | undefined> {
  const { rows } = await tx.query<WarningRow>({
    name: 'lock-warning',
    text: `SELECT ${rowColumns} FROM warning w WHERE w.id = $1 FOR UPDATE`,
    values: [id],
  });
  return rows[0];
}

/** @throws RangeError for what is no index of contract `levels` */
export function levelAt(index: number): Level {
  const level = levels[index];
  if (level === undefined) throw new RangeError(`no warning level ${index}`);
  return level;
}

export function levelNumber(level: Level | null): number | null {
  return level === null ? null : levels.indexOf(level);
}
