import type { Review, ReviewFinding } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { notify } from '../../ground/notify/index.ts';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { DissuasionDesk, Lying, StepOf } from './desk.ts';
import { clockKinds, give, orderOf, specOf } from './duty-clocks.ts';
import { decodePlace, encodePlace } from './paging.ts';
import { contextOfReview, type ReviewRow, reviewRows, toReview } from './review-rows.ts';
import { sealWords } from './words.ts';

export interface FailedDissuasion extends Lying {
  readonly no: number;
  readonly cause: Review['cause'];
  /** Who ended the warning and so does not look into it. */
  readonly dissuadedBy: string;
}

/**
 * Cheated after a warning: must be looked into (practice.md W11). One open review a warning.
 * @returns whether a new one was opened
 */
export async function openReview(desk: DissuasionDesk, failed: FailedDissuasion): Promise<boolean> {
  const { tx, params, now } = desk;
  const due = new Date(now.getTime() + params.milliseconds('review.due', now));
  const { rows } = await tx.query<{ id: string }>({
    name: 'open-review',
    text: `INSERT INTO mandatory_review (kind, warning_id, made_version, cause, opened_at, due_at, unit_id, place_code, dissuaded_by)
           VALUES ('dissuasion_failed', $1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (warning_id, kind) WHERE state = 'open' DO NOTHING RETURNING id`,
    values: [
      failed.warningId,
      failed.version,
      failed.cause,
      now,
      due,
      failed.unitId,
      failed.placeCode,
      failed.dissuadedBy,
    ],
  });
  const [made] = rows;
  if (made === undefined) return false;
  const spec = specOf({ due: String(params.value('review.due', now).id) }, due, 86_400_000);
  await give(desk, [orderOf(clockKinds.review, { ...failed, id: made.id }, { act: 'run', spec })]);
  await notify(tx, {
    to: { unit: failed.unitId, role: 'leader' },
    kind: 'review.opened',
    params: { no: failed.no },
    link: '/dissuasion?tab=reviews',
    unitId: failed.unitId,
  });
  return true;
}

/** Whether one was opened after a step of the warning, looked into by now or not. */
export async function isReviewedSince(tx: Tx, { warningId, version }: StepOf): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'find-review-since',
    text: `SELECT FROM mandatory_review WHERE warning_id = $1 AND made_version >= $2 AND kind = 'dissuasion_failed'
             AND state <> 'withdrawn' LIMIT 1`,
    values: [warningId, version],
  });
  return rowCount === 1;
}

/** The step that opened it was taken back. */
export async function takeBackReviews(
  desk: DissuasionDesk,
  undone: StepOf,
  cause: Review['cause'] = 'closed',
): Promise<void> {
  const { rows } = await desk.tx.query<{ id: string; unitId: string; placeCode: string }>({
    name: 'withdraw-reviews',
    text: `UPDATE mandatory_review SET state = 'withdrawn', ended_at = $3, ended_by = $4, version = version + 1
           WHERE warning_id = $1 AND made_version = $2 AND state = 'open' AND cause = $5
           RETURNING id, unit_id AS "unitId", place_code AS "placeCode"`,
    values: [undone.warningId, undone.version, desk.now, desk.actor.id, cause],
  });
  await give(
    desk,
    rows.map((row) => orderOf(clockKinds.review, row, { act: 'cancel' })),
  );
}

export type CloseReviewRefusal =
  | Refusal<'NOT_FOUND'>
  | Refusal<'CHANGED', { version: number; by: string | null }>
  | Refusal<'NOT_OPEN'>
  | Refusal<'SAME_PERSON'>;

/** Ends a review with what was found, by somebody else than who dissuaded or ended it. */
export async function closeReview(
  desk: DissuasionDesk,
  input: {
    readonly id: string;
    readonly version: number;
    readonly finding: ReviewFinding;
    readonly words: string;
  },
): Promise<Review | CloseReviewRefusal> {
  const { tx, vault, actor, now } = desk;
  const row = await lockReview(desk, input.id);
  if (isRefusal(row)) return row;
  if (row.version !== input.version) return refuse('CHANGED', { version: row.version, by: row.endedByName });
  if (row.state !== 'open') return refuse('NOT_OPEN');
  const ownWork = await findOwnWork(desk, [row]);
  if (ownWork.has(row.id)) return refuse('SAME_PERSON');
  const sealed = await sealWords(tx, vault, contextOfReview(row.id), { words: input.words }, now);
  await tx.query({
    name: 'close-review',
    text: `UPDATE mandatory_review SET state = 'closed', finding = $2, ended_at = $3, ended_by = $4, key_id = $5, sealed = $6,
             version = version + 1 WHERE id = $1`,
    values: [row.id, input.finding, now, actor.id, sealed?.keyId ?? null, sealed?.sealed ?? null],
  });
  await give(desk, [orderOf(clockKinds.review, row, { act: 'meet' })]);
  const closed = await readReview(desk, row.id);
  return isRefusal(closed) ? closed : toReview(desk, closed, ownWork);
}

/** Of which of these reviews whoever noted an attempt on the person, or ended the warning, would look into the own work. */
async function findOwnWork(
  { tx, actor }: DissuasionDesk,
  reviews: readonly Pick<ReviewRow, 'id' | 'warningId' | 'dissuadedBy'>[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'find-own-hand',
    text: `SELECT warning_id AS id FROM contact_record
             WHERE warning_id = ANY ($1) AND actor_id = $2 AND corrects IS NULL AND undone_at IS NULL
           UNION SELECT warning_id FROM warning_history WHERE warning_id = ANY ($1) AND actor_id = $2 AND act = 'close'`,
    values: [reviews.map(({ warningId }) => warningId), actor.id],
  });
  const hand = new Set(rows.map(({ id }) => id));
  return new Set(
    reviews
      .filter(({ dissuadedBy, warningId }) => dissuadedBy === actor.id || hand.has(warningId))
      .map(({ id }) => id),
  );
}

const lockReview = (desk: DissuasionDesk, id: string) => readReview(desk, id, 'FOR UPDATE OF r');

async function readReview(
  { tx }: DissuasionDesk,
  id: string,
  lock = '',
): Promise<ReviewRow | Refusal<'NOT_FOUND'>> {
  const { rows } = await tx.query<ReviewRow>(`${reviewRows} WHERE r.id = $1 ${lock}`, [id]);
  return rows[0] ?? refuse('NOT_FOUND');
}

/** By when they are due; what the scope holds. */
export async function listReviews(
  desk: DissuasionDesk,
  { state, cursor, limit }: { state: 'open' | 'closed'; cursor?: string | undefined; limit: number },
): Promise<{ items: Review[]; next: string | null }> {
  const after = decodePlace(cursor);
  const { rows } = await desk.tx.query<ReviewRow & { due_iso: string }>(
    `${reviewRows} WHERE r.state = $1 ${after === undefined ? '' : 'AND (r.due_at, r.id) > ($3::timestamptz, $4::uuid)'}
     ORDER BY r.due_at, r.id LIMIT $2`,
    [state, limit + 1, ...(after ?? [])],
  );
  const items: Review[] = [];
  const ownWork = await findOwnWork(desk, rows);
  for (const row of rows.slice(0, limit)) items.push(await toReview(desk, row, ownWork));
  const last = rows[limit - 1];
  return {
    items,
    next: last !== undefined && rows.length > limit ? encodePlace(last.due_iso, last.id) : null,
  };
}
