import { orderClocks } from '../../ground/clocks/index.ts';
import {
  type Giving,
  give,
  giving,
  givingAll,
  givingNothing,
  type Tx,
  uuidArray,
} from '../../ground/db/index.ts';
import { type Published, publishing } from '../../ground/live/index.ts';
import { type Borrowers, listBorrowers, withBorrowers } from './borrowers.ts';
import type { WarningsDeps } from './desk.ts';
import { ordersFollowing, type Timed } from './follow-clocks.ts';
import { appendingHistory, type Entry } from './history.ts';
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
  deps: WarningsDeps,
  steps: readonly StepToWrite[],
  at: Date,
): Promise<void> {
  if (steps.length === 0) return;
  const borrowers = await listBorrowers(
    tx,
    steps.map(({ row }) => row.id),
  );
  await give(tx, await writingSteps(tx, deps, steps, borrowers, at));
}

/**
 * The same as statements to be given later, asking nothing. Only where clocks change is everything written at once: what is ordered of
 * them follows from how they stand.
 * @param borrowers of each warning: who has borrowed it
 */
export async function writingSteps(
  tx: Tx,
  { vault, params }: WarningsDeps,
  steps: readonly StepToWrite[],
  borrowers: Borrowers,
  at: Date,
): Promise<Giving<unknown>> {
  if (steps.length === 0) return givingNothing;
  if (new Set(steps.map(({ row }) => row.id)).size < steps.length) throw new SteppedTwice();
  const pairs = steps.map((step) => ({ ...step, now: rowAfter(step) }));
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
  const orders = ordersFollowing(
    params,
    pairs.filter(({ clocksDone }) => clocksDone !== true).map(({ row, ...step }) => ({ was: row, ...step })),
    at,
  );
  const news = pairs.flatMap(({ row, now }) => newsOf(row, now, at));
  const writing = givingAll(
    updatingRows(steps),
    await appendingHistory(tx, vault, history),
    publishing(withBorrowers(news, borrowers)),
  );
  if (orders.length === 0) return writing;
  await give(tx, writing);
  await orderClocks(tx, orders, at, steps[0]?.entries[0]?.actor ?? null);
  return givingNothing;
}

/** What clocks, history and news have to know of a row. */
type Written = Timed & Pick<WarningRow, 'version'>;

/** The row as it is once the step is written: it is held, so nothing else can come of it. */
function rowAfter({ row, changes }: StepToWrite): Written {
  const next = { ...row, ...changes, version: row.version + 1 };
  return {
    ...next,
    contact_due: instantOf(next.contact_due),
    meet_due: instantOf(next.meet_due),
    contacted_at: instantOf(next.contacted_at),
    met_at: instantOf(next.met_at),
  };
}

/** Columns that an undo restores come out of the history, where instants are texts. */
const instantOf = (value: Date | string | null) => (typeof value === 'string' ? new Date(value) : value);

/** Fails when one is not there any more, or not as it was when it was read; nothing is written then. */
function updatingRows(steps: readonly StepToWrite[]): Giving<void> {
  const columns = [...changeable, 'key_id', 'subject_sealed'].join(', ');
  const statement = {
    name: 'write-warning-steps',
    text: `WITH written AS (
             UPDATE warning w
             SET (${columns}) = (SELECT ${columns} FROM jsonb_populate_record(w, r.changes)), version = r.version + 1
             FROM jsonb_to_recordset($1) AS r (id uuid, version integer, changes jsonb)
             WHERE w.id = r.id AND w.version = r.version
               AND w.id = ANY ($2::uuid[]) -- says how few there are, else all warnings are read through
             RETURNING 1)
           SELECT all_unchanged(count(*), cardinality($2::uuid[])) FROM written`,
    values: [
      JSON.stringify(steps.map(({ row, changes }) => ({ id: row.id, version: row.version, changes }))),
      uuidArray(steps.map(({ row }) => row.id)),
    ],
  };
  return giving(statement, () => undefined);
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
