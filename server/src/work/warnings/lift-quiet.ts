import type { WarningDetail } from '@lanzha/contract';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { writeSteps } from './change.ts';
import type { Desk, Seen } from './desk.ts';
import { getWarning } from './find-warning.ts';
import { type HoldRefusal, holdWarning } from './hold.ts';
import { inScope } from './lent.ts';
import { liftQuiet } from './quiet.ts';

/** Ends do-not-disturb before its time, with a reason. */
export async function liftQuietPeriod(
  desk: Desk,
  input: Seen & { readonly note: string },
): Promise<WarningDetail | HoldRefusal | Refusal<'NOT_ALLOWED_NOW', { state: string; act: string }>> {
  const held = await holdWarning(desk, input);
  if (isRefusal(held)) return held;
  const { row } = held;
  if (!inScope(desk.actor, row)) return refuse('NOT_FOUND');
  if (!(await liftQuiet(desk, { warningId: row.id, version: row.version + 1 })))
    return refuse('NOT_ALLOWED_NOW', { state: row.state as string, act: 'unquiet' });
  const entry = { act: 'unquiet', actor: desk.actor.id, note: input.note, detail: {} } as const;
  await writeSteps(desk.tx, desk, [{ row, changes: {}, entries: [entry] }], desk.now);
  return getWarning(desk, row.id);
}
