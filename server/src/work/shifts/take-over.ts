import { type MovedWarning, moveHeldWarnings } from '../warnings/index.ts';
import type { ShiftDesk } from './desk.ts';
import { addShift } from './plan.ts';
import { readShifts, type ShiftRow } from './row.ts';
import { writeStep } from './write.ts';

/** The shift that goes on where `row` ends: the taker's planned one if it is time, else a new one of the same length. */
export async function findSuccessor(desk: ShiftDesk, row: ShiftRow): Promise<ShiftRow> {
  const { actor, now } = desk;
  const [planned] = await readShifts(
    desk,
    `WHERE s.post_id = $4 AND s.role = $5 AND s.person_id = $2 AND s.state = 'planned' AND s.ends_at > $1
       AND s.starts_at <= $1::timestamptz + $3::float8 * interval '1 ms' ORDER BY s.starts_at LIMIT 1 FOR UPDATE OF s`,
    [row.post.id, row.role],
  );
  if (planned !== undefined) return planned;
  const length = row.ends_at.getTime() - row.starts_at.getTime();
  const id = await addShift(
    desk,
    {
      post: row.post.id,
      person: actor.id,
      role: row.role,
      startsAt: now.toISOString(),
      endsAt: new Date(now.getTime() + length).toISOString(),
    },
    true,
  );
  const [made] = await readShifts(desk, 'WHERE s.id = $4', [id]);
  if (made === undefined) throw new RangeError('the new shift vanished');
  return made;
}

/** Gives the leaving officer's warnings to the taker, and keeps which: they may be given back for a while. */
export async function takeWarnings(
  desk: ShiftDesk,
  leaving: string,
  shift: ShiftRow,
): Promise<MovedWarning[]> {
  const warnings = await moveHeldWarnings(desk, leaving, desk.actor.id);
  if (warnings.length > 0)
    await writeStep(
      desk,
      { id: shift.id, state: 'on_duty' },
      { act: 'take', to: 'on_duty', detail: { warnings } },
    );
  return warnings;
}
