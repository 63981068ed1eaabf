import type { ShiftDetail } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { MovedWarning } from '../warnings/index.ts';
import type { ShiftDesk } from './desk.ts';
import { readShifts, toShift } from './row.ts';
import { openWords } from './words.ts';

type Entry = ShiftDetail['history'][number];

/** A shift with everything that happened to it. */
export async function findShift(desk: ShiftDesk, id: string): Promise<ShiftDetail | Refusal<'NOT_FOUND'>> {
  const [row] = await readShifts(desk, 'WHERE s.id = $4', [id]);
  if (row === undefined) return refuse('NOT_FOUND');
  const shift = toShift(desk, row);
  const take = row.person.id === desk.actor.id ? await findLastTake(desk, id) : null;
  const untake = take === null ? null : { until: take.until.toISOString(), warnings: take.warnings.length };
  return {
    ...shift,
    acts: untake === null ? shift.acts : [...shift.acts, 'untake'],
    open: row.open,
    history: await readHistory(desk, id),
    untake,
  };
}

/** @throws RangeError when it is not there or outside the scope */
export async function getShift(desk: ShiftDesk, id: string): Promise<ShiftDetail> {
  const found = await findShift(desk, id);
  if ('id' in found) return found;
  throw new RangeError(`shift ${id} is not there`);
}

type EntryRow = Omit<Entry, 'at' | 'note'> & { at: Date; keyId: number | null; sealed: Buffer | null };

async function readHistory(desk: ShiftDesk, id: string): Promise<Entry[]> {
  const { rows } = await desk.tx.query<EntryRow>(
    `SELECT h.id, h.at, h.act, h.to_state AS "to", h.key_id AS "keyId", h.sealed,
            json_build_object('id', p.id, 'name', p.name) AS actor,
            CASE h.act WHEN 'take' THEN jsonb_array_length(h.detail -> 'warnings')
                       WHEN 'untake' THEN (h.detail ->> 'count')::int END AS warnings
     FROM shift_history h JOIN person p ON p.id = h.actor_id WHERE h.shift_id = $1 ORDER BY h.version`,
    [id],
  );
  const entries: Entry[] = [];
  for (const { keyId, sealed, ...row } of rows)
    entries.push({ ...row, at: row.at.toISOString(), note: await openWords(desk, id, keyId, sealed) });
  return entries;
}

/** The warnings taken over with this shift, while they may still be given back (param `warning.undo`). */
export async function findLastTake(
  { tx, now, params }: ShiftDesk,
  id: string,
): Promise<{ warnings: MovedWarning[]; until: Date } | null> {
  const { rows } = await tx.query<{ at: Date; act: string; warnings: MovedWarning[] }>(
    `SELECT at, act, detail -> 'warnings' AS warnings FROM shift_history
     WHERE shift_id = $1 AND act IN ('take', 'untake') ORDER BY version DESC LIMIT 1`,
    [id],
  );
  const last = rows[0];
  if (last?.act !== 'take') return null;
  const until = new Date(last.at.getTime() + params.milliseconds('warning.undo', last.at));
  return now <= until ? { warnings: last.warnings, until } : null;
}
