import { levels, type Outcome, type Review, type ReviewFinding, type ReviewKind } from '@lanzha/contract';
import type { DissuasionDesk } from './desk.ts';
import { openWords } from './words.ts';

/** A row of table mandatory_review with the names that go with it. */
export interface ReviewRow {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly warningId: string;
  readonly no: number;
  readonly level: number;
  readonly outcome: Outcome | null;
  readonly name: string | null;
  readonly cause: Review['cause'];
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly state: Review['state'];
  readonly finding: ReviewFinding | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endedByName: string | null;
  readonly dissuadedBy: string;
  readonly dissuadedByName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly placeCode: string;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
  readonly version: number;
}

export const reviewRows = `SELECT r.id, r.kind, r.warning_id AS "warningId", w.no, w.level, w.outcome,
    w.subject_masked ->> 'name' AS name, r.cause, r.opened_at AS "openedAt", r.due_at AS "dueAt", r.state, r.finding,
    r.ended_at AS "endedAt", r.ended_by AS "endedBy", e.name AS "endedByName", r.dissuaded_by AS "dissuadedBy",
    d.name AS "dissuadedByName", r.unit_id AS "unitId", u.name AS "unitName", r.place_code AS "placeCode",
    r.key_id AS "keyId", r.sealed, r.version,
    to_char(r.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS due_iso
  FROM mandatory_review r JOIN warning w ON w.id = r.warning_id JOIN unit u ON u.id = r.unit_id
  JOIN person d ON d.id = r.dissuaded_by LEFT JOIN person e ON e.id = r.ended_by`;

export const contextOfReview = (id: string) => `review/${id}`;

export async function toReview(
  { tx, vault, actor }: DissuasionDesk,
  row: ReviewRow,
  ownWork: ReadonlySet<string>,
): Promise<Review> {
  const level = levels[row.level];
  if (level === undefined) throw new RangeError(`no warning level ${row.level}`);
  const { words } = await openWords(tx, vault, contextOfReview(row.id), row);
  return {
    id: row.id,
    kind: row.kind,
    warning: { id: row.warningId, no: row.no, level, outcome: row.outcome, name: row.name },
    cause: row.cause,
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    state: row.state,
    finding: row.finding,
    words: words ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy === null ? null : { id: row.endedBy, name: row.endedByName ?? '' },
    dissuadedBy: { id: row.dissuadedBy, name: row.dissuadedByName },
    mayClose: row.state === 'open' && actor.acts.includes('dissuasion.review') && !ownWork.has(row.id),
    unit: { id: row.unitId, name: row.unitName },
    version: row.version,
  };
}
