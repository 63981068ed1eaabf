import { machine, type Tx } from '../../ground/db/index.ts';
import { destroySliceKey, slicesUpTo } from '../../ground/vault/index.ts';
import { countNotesUnder, notesPurpose } from '../shifts/index.ts';
import { logRetention } from './log.ts';
import { dayOf, lastDayOlderThan, parameterOf } from './rules.ts';
import { type Forgetting, stopped } from './run.ts';

/** Destroys the keys of days whose hand-over notes are old enough; a day that a hold touches stays whole. */
export async function forgetNotes(run: Forgetting): Promise<void> {
  const { db, params, now } = run;
  const kept = params.milliseconds(parameterOf.notes, now);
  const { id: paramId } = params.value(parameterOf.notes, now);
  const slices = await db.inTransaction(machine, (tx) =>
    slicesUpTo(tx, notesPurpose, lastDayOlderThan(now, kept), dayOf(now)),
  );
  for (const { id, day, purpose } of slices) {
    if (stopped(run)) return;
    await db.inTransaction(machine, async (tx) => {
      if (await isDayHeld(tx, day, now)) return;
      const count = (await countNotesUnder(tx, [id])).get(id) ?? 0;
      if (!(await destroySliceKey(tx, id))) return;
      await logRetention(tx, [
        ...(count === 0 ? [] : [{ at: now, kind: 'notes', day, count, paramId } as const]),
        { at: now, kind: 'key', day, count: 0, purpose },
      ]);
    });
  }
}

/** Whether some hold of a period touches a day (UTC, YYYY-MM-DD). */
export async function isDayHeld(tx: Tx, day: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT FROM retention_hold h WHERE h.released_at IS NULL AND (h.until IS NULL OR h.until > $2)
       AND h.from_at < ($1::date + 1)::timestamp AT TIME ZONE 'UTC' AND h.to_at > $1::date::timestamp AT TIME ZONE 'UTC' LIMIT 1`,
    [day, now],
  );
  return rowCount === 1;
}
