import { type Giving, giving, givingNothing } from '../db/index.ts';
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
export function startingClocks(starts: readonly ClockStart[], at: Date): Giving<void> {
  if (starts.length === 0) return givingNothing;
  const statement = {
    name: 'start-clocks',
    text: `WITH made AS (
             INSERT INTO clocks (subject_id, subject_kind, policy, calendar, params, due_ms, prewarn_ms, escalate_ms, state,
                                 started_at, running_since, warn_at, due_at, escalate_at, next_at, place_code, unit_id)
             SELECT subject_id, subject_kind, policy, calendar, params, due_ms, prewarn_ms, escalate_ms, 'running',
                    $1, $1, warn_at, due_at, escalate_at, next_at, place_code, unit_id
             FROM jsonb_populate_recordset(NULL::clocks, $2)
             ON CONFLICT DO NOTHING RETURNING subject_id, subject_kind, policy, due_at)
           INSERT INTO clock_events (subject_id, subject_kind, policy, version, act, at, due_at)
           SELECT subject_id, subject_kind, policy, 1, 'start', $1, due_at FROM made`,
    values: [at, JSON.stringify(starts.map((start) => started(start, start.spec, at)))],
  };
  return giving(statement, () => undefined);
}
