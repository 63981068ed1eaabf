import type { DutyNow } from '@lanzha/contract';
import type { ShiftDesk } from './desk.ts';
import { readShifts, type ShiftRow, toShift } from './row.ts';

/** Who keeps the desks of the own unit now, and what this person has to do about it. */
export async function readDutyNow(desk: ShiftDesk): Promise<DutyNow> {
  const { actor, now, params } = desk;
  const late = params.milliseconds('shift.sign_on.late', now);
  const early = params.milliseconds('shift.sign_on.early', now);
  const rows = await readShifts(
    desk,
    `WHERE s.unit_id = $4 AND (s.state IN ('on_duty', 'handing_over')
       OR (s.state = 'planned' AND s.ends_at > $1 AND s.starts_at + $5::float8 * interval '1 ms' < $1))
     ORDER BY s.role, s.starts_at, s.id`,
    [actor.unitId, late],
  );
  const own = await readShifts(
    desk,
    `WHERE (s.person_id = $2 AND (s.state IN ('on_duty', 'handing_over') OR (s.state = 'planned' AND s.ends_at > $1)))
        OR (s.taker_id = $2 AND s.state = 'handing_over') ORDER BY s.starts_at, s.id`,
  );
  const show = (row: ShiftRow | undefined) => (row === undefined ? null : toShift(desk, row));
  const mine = own.filter(({ person }) => person.id === actor.id);
  const active = mine.find(({ state }) => state !== 'planned');
  const planned = mine.filter(({ state }) => state === 'planned');
  const [tookOver] =
    active === undefined ? [] : await readShifts(desk, 'WHERE s.next_id = $4 LIMIT 1', [active.id]);
  return {
    asOf: now.toISOString(),
    onDuty: rows.filter(({ state }) => state !== 'planned').map((row) => toShift(desk, row)),
    late: rows.filter(({ state }) => state === 'planned').map((row) => toShift(desk, row)),
    mine: {
      active: show(active),
      offered: own.filter(({ person }) => person.id !== actor.id).map((row) => toShift(desk, row)),
      startable:
        active === undefined
          ? show(planned.find(({ starts_at }) => starts_at.getTime() - early <= now.getTime()))
          : null,
      next: show(planned[0]),
      tookOver: show(tookOver),
    },
    unseen: actor.acts.includes('shifts.plan') ? await countUnseen(desk) : 0,
  };
}

async function countUnseen({ tx, now }: ShiftDesk): Promise<number> {
  const { rows } = await tx.query<{ unseen: number }>(
    `SELECT count(*) AS unseen FROM shift WHERE seen_at IS NULL
       AND (state = 'ended_without_successor' OR (state = 'planned' AND ends_at <= $1))`,
    [now],
  );
  return rows[0]?.unseen ?? 0;
}
