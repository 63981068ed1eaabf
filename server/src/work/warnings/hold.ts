import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { Desk, Seen } from './desk.ts';
import { findLastStep, readStanding } from './history.ts';
import type { Standing } from './lifecycle.ts';
import type { PlainSubject } from './masking.ts';
import { lockWarning, type WarningRow } from './row.ts';
import { subjectToMask } from './subject.ts';

/** A warning locked for one act, with what was done so far. */
export interface Held {
  readonly row: WarningRow;
  readonly standing: Standing;
  /** In clear, only to mask what is typed; empty when it was forgotten. */
  readonly about: PlainSubject;
}

export type HoldRefusal = Refusal<'NOT_FOUND'> | Refusal<'CHANGED', { version: number; by: string | null }>;

/**
 * Locks the warning for somebody who has seen `version`. Evidence that arrived since then does not stand in the way:
 * else nobody could record a call while signals keep coming. Anything that changed the work does.
 */
export async function holdWarning(
  { tx, vault }: Pick<Desk, 'tx' | 'vault'>,
  seen: Seen,
): Promise<Held | HoldRefusal> {
  const row = await lockWarning(tx, seen.id);
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.version !== seen.version) {
    const last = await findLastStep(tx, seen.id);
    if (seen.version > row.version || last === undefined || last.version > seen.version)
      return refuse('CHANGED', { version: row.version, by: last?.actor_name ?? null });
  }
  return { row, standing: await readStanding(tx, row), about: await subjectToMask(tx, vault, row.id) };
}
