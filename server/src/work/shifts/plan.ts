import type { Roster, Shift, ShiftRole } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { dayMs, type ShiftDesk, startOfDay } from './desk.ts';
import { findPost, listEligible } from './posts.ts';
import { findClashes, findGaps } from './roster-check.ts';
import { readShifts, toShift } from './row.ts';
import { writeFirst } from './write.ts';

export interface Planned {
  readonly post: string;
  readonly person: string;
  readonly role: ShiftRole;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Puts a person on the roster. Clashes are shown, not refused: who plans a week changes it step by step. */
export async function planShift(
  desk: ShiftDesk,
  input: Planned,
): Promise<Shift | Refusal<'NOT_FOUND'> | Refusal<'NOT_ELIGIBLE'> | Refusal<'PAST'>> {
  const { tx, now } = desk;
  const post = await findPost(tx, input.post);
  if (post === undefined) return refuse('NOT_FOUND');
  if (new Date(input.endsAt) <= now) return refuse('PAST');
  const people = await listEligible(tx, post.unit.id);
  if (!people.some(({ id }) => id === input.person)) return refuse('NOT_ELIGIBLE');
  const id = await addShift(desk, input);
  const [row] = await readShifts(desk, 'WHERE s.id = $4', [id]);
  return row === undefined ? refuse('NOT_FOUND') : toShift(desk, row);
}

/** Writes the row and its first entry. `unplanned` for one that taking over makes. */
export async function addShift(desk: ShiftDesk, shift: Planned, unplanned = false): Promise<string> {
  const { rows } = await desk.tx.query<{ id: string }>(
    `INSERT INTO shift (post_id, unit_id, place_code, person_id, role, starts_at, ends_at, unplanned)
     SELECT id, unit_id, place_code, $2, $3, $4, $5, $6 FROM duty_post WHERE id = $1 RETURNING id`,
    [shift.post, shift.person, shift.role, shift.startsAt, shift.endsAt, unplanned],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new RangeError('the desk vanished');
  await writeFirst(desk, id, unplanned ? { unplanned: true } : {});
  return id;
}

/** A week of a desk from `from` on, with what is wrong with it. */
export async function readRoster(
  desk: ShiftDesk,
  input: { post: string; from: string },
): Promise<Roster | Refusal<'NOT_FOUND'>> {
  const post = await findPost(desk.tx, input.post);
  if (post === undefined) return refuse('NOT_FOUND');
  const from = startOfDay(input.from);
  const to = new Date(from.getTime() + 7 * dayMs);
  const rows = await readShifts(
    desk,
    `WHERE s.post_id = $4 AND s.state <> 'cancelled' AND s.starts_at < $6 AND s.ends_at > $5 ORDER BY s.starts_at, s.role, s.id`,
    [input.post, from, to],
  );
  const elsewhere = await readShifts(
    desk,
    `WHERE s.post_id <> $4 AND s.person_id = ANY ($7::uuid[]) AND s.state IN ('planned', 'on_duty', 'handing_over')
       AND s.starts_at < $6 AND s.ends_at > $5`,
    [input.post, from, to, rows.map(({ person }) => person.id)],
  );
  const spans = [...rows, ...elsewhere].map((row) => ({
    id: row.id,
    person: row.person.id,
    post: row.post.id,
    role: row.role,
    from: row.starts_at.getTime(),
    // What has ended is over at its end, not when it was planned to be.
    to: Math.max(
      row.starts_at.getTime(),
      Math.min(row.ends_at.getTime(), row.ended_at?.getTime() ?? Infinity),
    ),
  }));
  const own = new Set(rows.map(({ id }) => id));
  const window = { from: from.getTime(), to: to.getTime() };
  const instants = <T extends { from: number; to: number }>(one: T) => ({
    ...one,
    from: new Date(one.from).toISOString(),
    to: new Date(one.to).toISOString(),
  });
  return {
    from: input.from,
    shifts: rows.map((row) => toShift(desk, row)),
    gaps: post.roundClock
      ? findGaps(
          spans.filter(({ id }) => own.has(id)),
          window,
        ).map(instants)
      : [],
    clashes: findClashes(spans)
      .filter(({ shifts }) => shifts.some((id) => own.has(id)))
      .map(instants),
  };
}

/** Plans the week from `to` like the one from `from`. Twice does no more than once. */
export async function copyWeek(
  desk: ShiftDesk,
  input: { post: string; from: string; to: string },
): Promise<{ made: number; skipped: number; left: string[] } | Refusal<'NOT_FOUND'>> {
  const source = await readRoster(desk, input);
  if (!('shifts' in source)) return source;
  const target = await readRoster(desk, { post: input.post, from: input.to });
  const post = await findPost(desk.tx, input.post);
  if (!('shifts' in target) || post === undefined) return refuse('NOT_FOUND');
  const away = startOfDay(input.to).getTime() - startOfDay(input.from).getTime();
  const people = new Set((await listEligible(desk.tx, post.unit.id)).map(({ id }) => id));
  const first = startOfDay(input.from).getTime();
  const result = { made: 0, skipped: 0, left: new Set<string>() };
  for (const { person, role, startsAt, endsAt, unplanned } of source.shifts) {
    // One that began in the week before belongs to that week; one that took over by chance to none.
    if (unplanned || Date.parse(startsAt) < first) continue;
    const moved = { startsAt: shifted(startsAt, away), endsAt: shifted(endsAt, away) };
    const known = target.shifts.some((one) => one.role === role && one.startsAt === moved.startsAt);
    if (known || new Date(moved.endsAt) <= desk.now) result.skipped++;
    else if (!people.has(person.id)) result.left.add(person.name);
    else {
      await addShift(desk, { post: post.id, person: person.id, role, ...moved });
      result.made++;
    }
  }
  return { ...result, left: [...result.left] };
}

const shifted = (instant: string, by: number) => new Date(Date.parse(instant) + by).toISOString();
