import { type Db, machine, type Tx } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { dayOf, daysFrom, hourOf } from './calendar.ts';

/** So long after its hour a day is counted: what was under way at the hour has ended by then. */
export const graceMs = 15_000;

interface Counting {
  readonly db: Db;
  readonly params: Params;
  readonly now: Date;
  readonly signal?: AbortSignal;
}

/**
 * Counts every day whose hour has passed since the last one, in their order, each in one transaction; twice does no more
 * than once. The first run only says from when on days are counted.
 * @returns the days that were counted, and when to come back for an hour that passed a moment ago
 */
export async function freezeDays({
  db,
  params,
  now,
  signal,
}: Counting): Promise<{ days: string[]; again: Date | null }> {
  const days: string[] = [];
  for (;;) {
    const step = await db.inTransaction(machine, (tx) => freezeNext(tx, params, now));
    if (step.day !== undefined) days.push(step.day);
    if (step.day === undefined || signal?.aborted === true) return { days, again: step.again ?? null };
  }
}

async function freezeNext(tx: Tx, params: Params, now: Date): Promise<{ day?: string; again?: Date }> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('zeroing-freeze', 0))`);
  const { rows } = await tx.query<{ day: string; at: Date }>(
    'SELECT day::text AS day, at FROM zeroing_hour ORDER BY day DESC LIMIT 1',
  );
  const [last] = rows;
  if (last === undefined) {
    await begin(tx, params, now);
    return {};
  }
  const day = daysFrom(last.day, 1);
  const { at, param } = hourOf(params, day);
  if (now < at) return {};
  const ready = new Date(at.getTime() + graceMs);
  if (now < ready) return { again: ready };
  await writeHour(tx, { day, from: last.at, at, param, now });
  await freezeDay(tx, day, last.at, at);
  return { day };
}

/** The last hour that has passed; the day that runs now is the first to be counted. */
async function begin(tx: Tx, params: Params, now: Date): Promise<void> {
  const today = dayOf(now);
  const day = hourOf(params, today).at <= now ? today : daysFrom(today, -1);
  const { at, param } = hourOf(params, day);
  await writeHour(tx, { day, from: at, at, param, now });
}

function writeHour(
  tx: Tx,
  { day, from, at, param, now }: { day: string; from: Date; at: Date; param: number; now: Date },
): Promise<unknown> {
  return tx.query(
    `INSERT INTO zeroing_hour (day, from_at, at, frozen_at, param_id, counted) VALUES ($1, $2, $3, $4, $5, $6)`,
    [day, from, at, now, param, from < at],
  );
}

/** Columns of a warning that are looked up as they were at the hour. */
const columns = [
  'state',
  'closed_at',
  'unit_id',
  'place_code',
  'level',
  'assignee_id',
  'contact_due',
  'meet_due',
  'contacted_at',
  'met_at',
];

/**
 * Writes what stood at the hour, however long ago that is: of each column the value before the first step since, as the
 * history keeps it. A step that was taken back before the count never was.
 */
async function freezeDay(tx: Tx, day: string, from: Date, at: Date): Promise<void> {
  await tx.query({
    name: 'freeze-zeroing-day',
    text: `WITH standing AS MATERIALIZED (
         SELECT w.id, w.no, w.received_at, s.state, s.unit_id, s.place_code, s.level, s.assignee_id,
                CASE WHEN s.state = 'closed' OR s.met_at IS NOT NULL THEN false
                     WHEN s.contacted_at IS NULL THEN coalesce(s.contact_due < $3, false)
                     ELSE coalesce(s.meet_due < $3, false) END AS overdue,
                EXISTS (SELECT FROM zeroing_explanation e
                        WHERE e.warning_id = w.id AND e.day = $1::date AND NOT e.late) AS explained
         FROM warning w
         CROSS JOIN LATERAL (
           SELECT coalesce(jsonb_object_agg(b.key, b.value), '{}') AS was FROM (
             SELECT DISTINCT ON (e.key) e.key, e.value FROM warning_history h, jsonb_each(h.before) e
             WHERE h.warning_id = w.id AND h.at >= $3 AND h.before IS NOT NULL AND e.key = ANY ($4)
             ORDER BY e.key, h.version, h.id) b) AS h
         CROSS JOIN LATERAL jsonb_populate_record(w, h.was) AS s
         WHERE w.received_at < $3 AND (w.state <> 'closed' OR w.closed_at >= $2)
           AND (s.state <> 'closed' OR (s.closed_at >= $2 AND s.closed_at < $3))
       ), list AS (
         INSERT INTO zeroing_left (day, warning_id, no, unit_id, place_code, level, assignee_id, overdue, explained)
         SELECT $1::date, id, no, unit_id, place_code, level, assignee_id, overdue, explained
         FROM standing WHERE state <> 'closed'
       ), parts AS (
         SELECT unit_id, (state <> 'closed')::int AS open, (state <> 'closed' AND received_at < $2)::int AS carried,
                (state <> 'closed' AND explained)::int AS explained,
                (state <> 'closed' AND NOT explained)::int AS unexplained, overdue::int AS overdue,
                (received_at >= $2)::int AS received, (state = 'closed')::int AS closed, 0 AS pushed FROM standing
         UNION ALL
         SELECT unit_id, 0, 0, 0, 0, 0, 0, 0, 1 FROM zeroing_push WHERE day = $1::date
       )
       INSERT INTO zeroing_day (day, unit_id, place_code, open, carried, explained, unexplained, overdue, received, closed, pushed)
       SELECT $1::date, u.id, u.place_code, sum(open), sum(carried), sum(explained), sum(unexplained), sum(overdue),
              sum(received), sum(closed), sum(pushed)
       FROM parts p JOIN unit u ON u.id = p.unit_id GROUP BY u.id`,
    values: [day, from, at, columns],
  });
}
