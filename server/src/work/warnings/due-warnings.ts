import type { Tx } from '../../ground/db/index.ts';
import { publish } from '../../ground/live/index.ts';

/** How long closed warnings keep their person, in milliseconds (rules.md §10.2, table of keeping times). */
export interface KeepingTimes {
  /** Closed as not matched. */
  readonly falseAlarm: number;
  readonly effective: number;
}

/**
 * Closed warnings that still know their person, with the instant at which they are to forget. One that was merged goes with
 * the one it was merged into. The time counts from the last step: a clock that was behind at closing makes nothing old.
 * Parameters: $1 now, $2 and $3 the keeping times in milliseconds.
 */
const dueRows = `SELECT w.id, w.closed_at, root.outcome = 'not_matched' AS "falseAlarm",
    greatest(w.closed_at, root.closed_at, w.received_at, w.last_evidence_at, acted.at)
      + CASE root.outcome WHEN 'not_matched' THEN $2::float8 ELSE $3::float8 END * interval '1 millisecond' AS due,
    held_at(w.id, w.received_at, $1) OR held_at(root.id, root.received_at, $1) AS held
  FROM warning w
  CROSS JOIN LATERAL (
    WITH RECURSIVE up AS (
      SELECT w.id, w.merged_into, w.state, w.outcome, w.closed_at, w.received_at UNION
      SELECT p.id, p.merged_into, p.state, p.outcome, p.closed_at, p.received_at FROM up JOIN warning p ON p.id = up.merged_into)
    SELECT * FROM up WHERE merged_into IS NULL LIMIT 1) AS root
  CROSS JOIN LATERAL (
    SELECT max(h.at) AS at FROM warning_history h WHERE h.warning_id = w.id AND h.act <> 'reveal') AS acted
  WHERE w.state = 'closed' AND w.forgotten_at IS NULL AND root.state = 'closed'`;

const values = (now: Date, { falseAlarm, effective }: KeepingTimes) => [now, falseAlarm, effective];

export interface Forgotten {
  readonly falseAlarm: boolean;
  /** On which it fell due, YYYY-MM-DD in UTC. */
  readonly day: string;
  readonly count: number;
}

interface Gone {
  readonly id: string;
  readonly falseAlarm: boolean;
  readonly day: string;
}

/**
 * Takes the person out of closed warnings whose time is over, unless they are held; their history and open pages say so.
 * @returns how many by kind and day; none when nothing is due
 */
export async function forgetDueWarnings(
  tx: Tx,
  now: Date,
  times: KeepingTimes,
  atOnce: number,
): Promise<Forgotten[]> {
  const shortest = new Date(now.getTime() - Math.min(times.falseAlarm, times.effective));
  const { rows } = await tx.query<Gone>(
    `WITH due AS MATERIALIZED (
       SELECT id, "falseAlarm", due FROM (${dueRows} AND w.closed_at <= $4) AS all_due
       WHERE due <= $1 AND NOT held ORDER BY due LIMIT $5),
     gone AS MATERIALIZED (SELECT forget_warnings(array_agg(id), $1) AS id FROM due)
     SELECT id, "falseAlarm", to_char(due AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day
     FROM due JOIN gone USING (id) ORDER BY 2, 3`,
    [...values(now, times), shortest, atOnce],
  );
  await noteForgotten(
    tx,
    rows.map(({ id }) => id),
    now,
  );
  const byKindAndDay = Map.groupBy(rows, ({ falseAlarm, day }) => `${falseAlarm} ${day}`);
  return [...byKindAndDay.values()].map((same) => {
    const { falseAlarm, day } = same[0]!;
    return { falseAlarm, day, count: same.length };
  });
}

/** The law did it: an entry at the version that forgetting made, and the news for whoever has the warning open. */
async function noteForgotten(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await tx.query<{ id: string; version: number; placeCode: string; unitId: string }>(
    `WITH noted AS (
       INSERT INTO warning_history (warning_id, version, at, by, act, from_state, to_state)
       SELECT id, version, $2, 'law', 'forget', state, state FROM warning WHERE id = ANY ($1::uuid[]))
     SELECT id, version, place_code AS "placeCode", unit_id AS "unitId" FROM warning WHERE id = ANY ($1::uuid[])`,
    [ids, now],
  );
  await publish(
    tx,
    ...rows.map(({ id, version, placeCode, unitId }) => ({
      topic: 'warnings',
      placeCode,
      unitId,
      body: { type: 'warning.changed', id, version, at: now.toISOString() } as const,
    })),
  );
}

/** What falls due up to an instant, by kind and day. What is overdue counts on today. */
export async function countDueWarnings(
  tx: Tx,
  now: Date,
  times: KeepingTimes,
  upTo: Date,
): Promise<(Forgotten & { held: number })[]> {
  const shortest = new Date(upTo.getTime() - Math.min(times.falseAlarm, times.effective));
  const { rows } = await tx.query<Forgotten & { held: number }>(
    `SELECT "falseAlarm", to_char(greatest(due, $1) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*) AS count,
            count(*) FILTER (WHERE held) AS held
     FROM (${dueRows} AND w.closed_at <= $4) AS all_due WHERE due <= $5 GROUP BY 1, 2 ORDER BY 2, 1`,
    [...values(now, times), shortest, upTo],
  );
  return rows;
}

/** When each of these warnings is to forget; none for those that are open, held or have forgotten already. */
export async function duesOf(
  tx: Tx,
  ids: readonly string[],
  now: Date,
  times: KeepingTimes,
): Promise<Map<string, Date>> {
  const { rows } = await tx.query<{ id: string; due: Date }>(
    `SELECT id, due FROM (${dueRows} AND w.id = ANY ($4)) AS all_due WHERE NOT held`,
    [...values(now, times), ids],
  );
  return new Map(rows.map(({ id, due }) => [id, due]));
}
