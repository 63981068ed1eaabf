import type { Tx } from '../db/index.ts';
import { started } from './carry-out.ts';
import type { ClockKey } from './clock-row.ts';
import type { ClockSpec } from './spec.ts';

export type ClockStart = ClockKey & {
  readonly placeCode: string;
  readonly unitId: string;
  readonly spec: ClockSpec;
};

/**
 * Starts the clocks of new subjects, as the machine: one statement, however many (a person's policy would not see the
 * new clocks within it; `orderClocks` serves persons). A subject that has such a clock already keeps it.
 */
export async function startClocks(tx: Tx, starts: readonly ClockStart[], at: Date): Promise<void> {
  if (starts.length === 0) return;
  const rows = starts.map((start) => started(start, start.spec, at));
  await tx.query({
    name: 'start-clocks',
    text: `WITH made AS (
             INSERT INTO clocks (subject_id, subject_kind, policy, calendar, params, due_ms, prewarn_ms, escalate_ms, state,
                                 started_at, running_since, warn_at, due_at, escalate_at, next_at, place_code, unit_id)
             SELECT id, kind, policy, calendar, params, due_ms, prewarn_ms::bigint[], escalate_ms::bigint[], 'running',
                    $1, $1, warn_at::timestamptz[], due_at, escalate_at::timestamptz[], next_at, place, unit
             FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::bigint[], $8::text[], $9::text[],
                         $10::text[], $11::timestamptz[], $12::text[], $13::timestamptz[], $14::text[], $15::uuid[])
                  AS s (id, kind, policy, calendar, params, due_ms, prewarn_ms, escalate_ms, warn_at, due_at, escalate_at,
                        next_at, place, unit)
             ON CONFLICT DO NOTHING RETURNING subject_id, subject_kind, policy, due_at)
           INSERT INTO clock_events (subject_id, subject_kind, policy, version, act, at, due_at)
           SELECT subject_id, subject_kind, policy, 1, 'start', $1, due_at FROM made`,
    values: [
      at,
      rows.map((row) => row.subject_id),
      rows.map((row) => row.subject_kind),
      rows.map((row) => row.policy),
      rows.map((row) => row.calendar),
      rows.map((row) => JSON.stringify(row.params)),
      rows.map((row) => row.due_ms),
      rows.map((row) => listOf(row.prewarn_ms)),
      rows.map((row) => listOf(row.escalate_ms)),
      rows.map((row) => listOf(row.warn_at.map((each) => each.toISOString()))),
      rows.map((row) => row.due_at),
      rows.map((row) => listOf(row.escalate_at.map((each) => each.toISOString()))),
      rows.map((row) => row.next_at),
      rows.map((row) => row.place_code),
      rows.map((row) => row.unit_id),
    ],
  });
}

/** An array within an array: as the text that the database reads. Numbers and instants need no quotes. */
const listOf = (values: readonly (number | string)[]) => `{${values.join(',')}}`;
