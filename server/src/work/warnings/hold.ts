import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { Desk, Seen } from './desk.ts';
import { findLastStep, type LastStep } from './history.ts';
import { lockWarning, type WarningRow } from './row.ts';
import { type Round, readRound } from './standing.ts';
import { findPendingTransfer, type PendingTransfer } from './transfers.ts';

/** A warning locked for one act, with what was done so far. */
export interface Held extends Round {
  readonly row: WarningRow;
  /** A transfer that waits for an answer. */
  readonly transfer: PendingTransfer | null;
}

type Changed = Refusal<'CHANGED', { version: number; by: string | null }>;
export type HoldRefusal = Refusal<'NOT_FOUND'> | Changed;

/**
 * Locks the warning for somebody who has seen `version`. Evidence that arrived since then does not stand in the way:
 * else nobody could record a call while signals keep coming. Anything that changed the work does.
 */
export async function holdWarning({ tx }: Pick<Desk, 'tx'>, seen: Seen): Promise<Held | HoldRefusal> {
  const row = await lockWarning(tx, seen.id);
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.version !== seen.version) {
    const changed = changedSince(row, await findLastStep(tx, seen.id), seen);
    if (changed !== null) return changed;
  }
  return {
    row,
    ...(await readRound(tx, row)),
    transfer: await findPendingTransfer(tx, row.id),
  };
}

/** Whether the last step is unknown to somebody who has seen `version`. */
export function changedSince(
  row: Pick<WarningRow, 'version'>,
  last: LastStep | undefined,
  { version }: Pick<Seen, 'version'>,
): Changed | null {
  return version > row.version || last === undefined || last.version > version
    ? refuse('CHANGED', { version: row.version, by: last?.actor_name ?? null })
    : null;
}
