import type { DutyPost } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { type Actor, rolesThatMay } from '../../ground/directory/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';

const posts = `SELECT dp.id, dp.name, dp.round_clock AS "roundClock",
    json_build_object('id', u.id, 'name', u.name) AS unit
  FROM duty_post dp JOIN unit u ON u.id = dp.unit_id WHERE dp.closed_at IS NULL`;

/** Desks in the person's scope, the own unit's first. */
export async function listPosts(tx: Tx, actor: Actor): Promise<DutyPost[]> {
  const { rows } = await tx.query<DutyPost>(
    `${posts} ORDER BY dp.unit_id <> $1, u.place_code, u.name, dp.name LIMIT 500`,
    [actor.unitId],
  );
  return rows;
}

export async function findPost(tx: Tx, id: string): Promise<DutyPost | undefined> {
  const { rows } = await tx.query<DutyPost>(`${posts} AND dp.id = $1`, [id]);
  return rows[0];
}

/** A unit outside the scope is refused like one that is not there. */
export async function createPost(
  tx: Tx,
  actor: Actor,
  input: { unit: string; name: string; roundClock: boolean },
): Promise<DutyPost | Refusal<'UNKNOWN_UNIT'> | Refusal<'NAME_TAKEN'>> {
  const { rows: units } = await tx.query<{ place: string }>(
    'SELECT place_code AS place FROM unit WHERE id = $1 AND closed_at IS NULL',
    [input.unit],
  );
  const place = units[0]?.place;
  if (place === undefined || !inScope(actor, { place, unit: input.unit })) return refuse('UNKNOWN_UNIT');
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO duty_post (unit_id, place_code, name, round_clock, created_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING id`,
    [input.unit, place, input.name, input.roundClock, actor.id],
  );
  const made = rows[0] && (await findPost(tx, rows[0].id));
  return made ?? refuse('NAME_TAKEN');
}

/** A desk that nobody keeps and nobody is planned for goes; its past stays. */
export async function closePost(
  tx: Tx,
  id: string,
): Promise<{ id: string } | Refusal<'NOT_FOUND'> | Refusal<'IN_USE'>> {
  if ((await findPost(tx, id)) === undefined) return refuse('NOT_FOUND');
  const { rowCount } = await tx.query(
    `SELECT FROM shift WHERE post_id = $1
       AND (state IN ('on_duty', 'handing_over') OR (state = 'planned' AND ends_at > now())) LIMIT 1`,
    [id],
  );
  if (rowCount !== 0) return refuse('IN_USE');
  await tx.query('UPDATE duty_post SET closed_at = now() WHERE id = $1', [id]);
  return { id };
}

/** Who may keep desks of a unit: its people who are not disabled and hold a role that takes shifts. */
export async function listEligible(tx: Tx, unit: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await tx.query<{ id: string; name: string }>(
    `SELECT id, name FROM person WHERE unit_id = $1 AND disabled_at IS NULL AND roles && $2::text[] ORDER BY name, id`,
    [unit, rolesThatMay('shifts.take')],
  );
  return rows;
}

function inScope({ scope }: Actor, at: { place: string; unit: string }): boolean {
  if (scope.kind === 'machine') return true;
  return (scope.place !== '' && at.place.startsWith(scope.place)) || scope.units.includes(at.unit);
}
