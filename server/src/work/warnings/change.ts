import { type Tx, together, uuidArray } from '../../ground/db/index.ts';
import { type Published, publish } from '../../ground/live/index.ts';
import type { WarningsDeps } from './desk.ts';
import { followClocks, type Timed } from './follow-clocks.ts';
import { appendHistory, type Entry } from './history.ts';
import { withBorrowers } from './lent.ts';
import type { WarningRow } from './row.ts';

/** Columns that a step may change; undo restores those it changed. */
const changeable = [
  'person',
  'level',
  'state',
  'outcome',
  'fraud_type',
  'score',
  'reasons',
  'place_code',
  'unit_id',
  'assignee_id',
  'last_evidence_at',
  'evidence_count',
  'contact_due',
  'meet_due',
  'contacted_at',
  'met_at',
  'closed_at',
  'saved_fen',
  'saved_proof',
  'merged_into',
  'subject_masked',
] as const;
export type Changes = Partial<Pick<WarningRow, (typeof changeable)[number]>>;

/** The columns about to change, as they are: goes into the history for undo. */
export function before(row: WarningRow, changes: Changes): Partial<WarningRow> {
  return Object.fromEntries(Object.keys(changes).map((key) => [key, row[key as keyof Changes]]));
}

/** One step on one warning: what changes, and the entries that say so, in their order. */
export interface StepToWrite {
  readonly row: WarningRow;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly entries: readonly Omit<Entry, 'warningId' | 'version' | 'at' | 'from' | 'to'>[];
  /** Warnings that merge into this one. */
  readonly absorbed?: readonly string[];
  /** The caller has seen to the clocks: they do not follow this step. */
  readonly clocksDone?: boolean;
}

/** Two steps on one row in one writing: only one would be carried out, though the history tells both. */
export class SteppedTwice extends Error {
  override name = 'SteppedTwice';
  constructor() {
    super('one warning stands in two steps that are written together');
  }
}

/**
 * Writes steps: the rows with their next version, their history, their clocks, and the news of them; few statements
 * however many there are. The caller holds the rows.
 * @throws SteppedTwice when a row stands in two of them; nothing was written then
 */
export async function writeSteps(
  tx: Tx,
  { vault, params }: WarningsDeps,
  steps: readonly StepToWrite[],
  at: Date,
): Promise<void> {
  if (steps.length === 0) return;
  if (new Set(steps.map(({ row }) => row.id)).size < steps.length) throw new SteppedTwice();
  const written = await updateRows(tx, steps);
  const pairs = steps.map((step) => ({ ...step, now: written.get(step.row.id) ?? vanished(step.row.id) }));
  const history = pairs.flatMap(({ row, now, entries }) =>
    entries.map((entry) => ({
      ...entry,
      warningId: row.id,
      version: now.version,
      at,
      from: row.state,
      to: now.state,
    })),
  );
  const followed = pairs
    .filter(({ clocksDone }) => clocksDone !== true)
    .map(({ row, now, absorbed, entries }) => ({
      was: row,
      now,
      absorbed,
      actor: entries[0]?.actor ?? null,
    }));
  const news = pairs.flatMap(({ row, now }) => newsOf(row, now, at));
  await together(
    appendHistory(tx, vault, history),
    followClocks(tx, params, followed, at),
    withBorrowers(tx, news).then((all) => publish(tx, ...all)),
  );
}

type Written = Timed & Pick<WarningRow, 'version'>;

async function updateRows(tx: Tx, steps: readonly StepToWrite[]): Promise<Map<string, Written>> {
  const columns = [...changeable, 'key_id', 'subject_sealed'].join(', ');
  const { rows } = await tx.query<Written>({
    name: 'write-warning-steps',
    text: `UPDATE warning w
           SET (${columns}) = (SELECT ${columns} FROM jsonb_populate_record(w, r.changes)), version = w.version + 1
           FROM jsonb_to_recordset($1) AS r (id uuid, changes jsonb)
           WHERE w.id = r.id AND w.id = ANY ($2::uuid[]) -- says how few there are, else all warnings are read through
           RETURNING w.id, w.version, w.state, w.level, w.place_code, w.unit_id, w.contact_due, w.meet_due,
             w.contacted_at, w.met_at`,
    values: [
      JSON.stringify(steps.map(({ row, changes }) => ({ id: row.id, changes }))),
      uuidArray(steps.map(({ row }) => row.id)),
    ],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Tells those who have it now, and those who had it when it has moved. */
function newsOf(was: WarningRow, now: Written, at: Date): Published[] {
  const body = { type: 'warning.changed', id: was.id, version: now.version, at: at.toISOString() } as const;
  const moved = was.place_code !== now.place_code || was.unit_id !== now.unit_id;
  return (moved ? [now, was] : [now]).map(({ place_code, unit_id }) => ({
    topic: 'warnings',
    placeCode: place_code,
    unitId: unit_id,
    body,
  }));
}

function vanished(id: string): never {
  throw new Error(`warning ${id} vanished while it was held`);
}
