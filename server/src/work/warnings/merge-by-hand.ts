import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { writeSteps } from './change.ts';
import { clocksFor } from './clocks.ts';
import type { Desk } from './desk.ts';
import { inScope } from './lent.ts';
import type { OpenWarning } from './open-warnings.ts';
import { levelAt, rowColumns, type WarningRow } from './row.ts';
import { strengthened } from './strengthen-plan.ts';

/** The warning that another one repeats. */
export interface Other {
  readonly row: OpenWarning;
  readonly open: boolean;
}

type Busy = Refusal<'CHANGED', { version: number; by: string | null }>;

/** Held for this step: within the scope, not this one, and no duplicate itself, for two cannot end on each other. */
export async function findOther(
  { tx, actor }: Desk,
  { id, version }: Pick<WarningRow, 'id' | 'version'>,
  no: number | undefined,
): Promise<Other | undefined | Refusal<'MISSING', { field: string }> | Busy> {
  if (no === undefined) return undefined;
  const missing = refuse('MISSING', { field: 'of' });
  const { rowCount } = await tx.query({
    name: 'find-other-warning',
    text: `SELECT FROM warning w WHERE w.no = $1 AND w.id <> $2 AND w.outcome IS DISTINCT FROM 'duplicate'`,
    values: [no, id],
  });
  if (rowCount === 0) return missing;
  const { rows } = await tx.query<OpenWarning>({
    name: 'hold-other-warning',
    // Whoever holds it may be about to name this one: neither waits for the other.
    text: `SELECT ${rowColumns}, w.key_id, w.subject_sealed, true AS placed, true AS separated
           FROM warning w WHERE w.no = $1 AND w.id <> $2 AND w.outcome IS DISTINCT FROM 'duplicate'
           FOR UPDATE SKIP LOCKED`,
    values: [no, id],
  });
  const [row] = rows;
  if (row === undefined) return refuse('CHANGED', { version, by: null });
  if (!inScope(actor, row)) return missing;
  return { row, open: row.state !== 'closed' };
}

/**
 * What is known by a warning that ends as a duplicate goes into the open one that stays: evidence, reasons, the worse
 * level, the tighter deadline. Each keeps who has it, when it came and where from; undo takes them apart again.
 */
export async function mergeByHand(
  desk: Desk,
  merged: WarningRow,
  { row: target, open }: Other,
): Promise<void> {
  if (!open) return;
  const { now, params, actor } = desk;
  const step = strengthened(
    {
      raise: {
        person: target.person,
        absorb: [],
        judgements: [],
        earlier: [],
        source: target.source,
        unitOfKey: target.unit_id,
      },
      target,
      // Only its row is looked at, not whom it is sealed about.
      merged: [{ ...target, ...merged }],
    },
    { now, silence: Number.POSITIVE_INFINITY, clocksFor: (level) => clocksFor(params, levelAt(level), now) },
  );
  if (step === undefined) return;
  const entries = step.entries.map((entry) => ({ ...entry, actor: actor.id }));
  await writeSteps(desk.tx, desk, [{ ...step, entries }], now);
}
