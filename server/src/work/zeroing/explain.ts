import { randomUUID } from 'node:crypto';
import type { ExplainInput, WarningState, ZeroingExplanation } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { inScope } from '../warnings/index.ts';
import { sheetAt } from './calendar.ts';
import type { ZeroingDesk } from './desk.ts';
import { getExplanation } from './explanations.ts';
import { sealSaid } from './words.ts';

type ExplainRefusal =
  | Refusal<'NOT_FOUND'>
  | Refusal<'NOT_OPEN'>
  | Refusal<'UNTIL_PAST'>
  | Refusal<'DAY_OVER', { day: string }>;

/**
 * Says why a warning is still open and what is done next. For a day that is over it is a late explanation of what that
 * day left unexplained or not; the figures of that day stay as they were. The caller has looked at `day`.
 */
export async function explainWarning(
  desk: ZeroingDesk,
  { warning, day, reason, words, next, until }: ExplainInput,
): Promise<ZeroingExplanation | ExplainRefusal> {
  const { tx, actor, params, now } = desk;
  const sheet = sheetAt(params, now);
  if (day > sheet.day) return refuse('NOT_FOUND');
  const late = day < sheet.day;
  // Held so that nobody closes it meanwhile.
  const { rows } = await tx.query<{ id: string; state: WarningState; place_code: string; unit_id: string }>(
    'SELECT id, state, place_code, unit_id FROM warning WHERE id = $1 FOR SHARE',
    [warning],
  );
  const [row] = rows;
  if (row === undefined || !inScope(actor, row)) return refuse('NOT_FOUND');
  if (Date.parse(until) <= now.getTime()) return refuse('UNTIL_PAST');
  if (late) {
    const refusal = await whyNotLate(desk, day, warning);
    if (refusal !== null) return refusal;
  } else if (row.state === 'closed') return refuse('NOT_OPEN');
  const id = randomUUID();
  const { keyId, sealed } = await sealSaid(desk, id, { words, next });
  await tx.query(
    `INSERT INTO zeroing_explanation (id, day, warning_id, at, actor_id, reason, until, late, key_id, sealed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, day, warning, now, actor.id, reason, until, late, keyId, sealed],
  );
  return getExplanation(desk, id);
}

/** Only what a counted day left can be explained late. */
async function whyNotLate(
  { tx }: ZeroingDesk,
  day: string,
  warning: string,
): Promise<Refusal<'NOT_FOUND'> | Refusal<'DAY_OVER', { day: string }> | null> {
  const { rows } = await tx.query<{ counted: boolean; left: boolean }>(
    `SELECT h.counted, EXISTS (SELECT FROM zeroing_left l WHERE l.day = h.day AND l.warning_id = $2) AS left
     FROM zeroing_hour h WHERE h.day = $1`,
    [day, warning],
  );
  const [hour] = rows;
  if (hour === undefined) return refuse('DAY_OVER', { day });
  return hour.left ? null : refuse('NOT_FOUND');
}
