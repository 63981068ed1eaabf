import type { DissuasionFailure } from '@lanzha/contract';
import type { StepToWrite } from './change.ts';
import type { Desk } from './desk.ts';
import { readSuperiors } from './escalation.ts';
import { levelAt, type WarningRow } from './row.ts';
import { tellFailed } from './tell-people.ts';

/**
 * Dissuasion failed: the leader of the unit is told by itself, and the history says so (rules.md §6.3). Communities and
 * relatives are told by people, on a ground.
 */
export async function escalateFailure(
  { tx, actor }: Pick<Desk, 'tx' | 'actor'>,
  row: WarningRow,
  failure: DissuasionFailure,
): Promise<StepToWrite['entries'][number] | null> {
  const leader = (await readSuperiors(tx, [row.unit_id])).get(row.unit_id)?.[0];
  if (leader === undefined) return null;
  const { role, unitId, unitName } = leader;
  await tellFailed(
    tx,
    {
      id: row.id,
      no: row.no,
      unitId,
      urgent: levelAt(row.level) === 'urgent' || levelAt(row.level) === 'high',
    },
    actor.id,
  );
  return { act: 'escalate', actor: null, by: 'law', detail: { failure, role, unit: unitId, unitName } };
}
