import type { Role } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { likePattern } from './like-pattern.ts';
import { rolesExclude } from './permissions.ts';
import { unitExists } from './units.ts';

export interface PersonRow {
  id: string;
  name: string;
  username: string;
  unit: { id: string; name: string };
  roles: Role[];
  mustChangePassword: boolean;
  disabledAt: string | null;
  lastSeenAt: string | null;
}

export interface NewPerson {
  name: string;
  username: string;
  unit: string;
  roles: readonly Role[];
  passwordHash: string;
  mustChangePassword: boolean;
}

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const selectPeople = `
  SELECT p.id, p.name, p.username, json_build_object('id', u.id, 'name', u.name) AS unit, p.roles,
         p.must_change_password AS "mustChangePassword", ${utc('p.disabled_at')} AS "disabledAt",
         ${utc('p.last_seen_at')} AS "lastSeenAt"
  FROM person p JOIN unit u ON u.id = p.unit_id`;

export async function listPeople(
  tx: Tx,
  filter: { unit?: string | undefined; q?: string | undefined },
): Promise<PersonRow[]> {
  const { rows } = await tx.query<PersonRow>(
    `${selectPeople} WHERE ($1::uuid IS NULL OR p.unit_id = $1)
       AND ($2::text IS NULL OR p.name ILIKE $2 OR p.username ILIKE $2)
     ORDER BY p.disabled_at IS NOT NULL, u.code, p.username`,
    [filter.unit ?? null, likePattern(filter.q)],
  );
  return rows;
}

export async function createPerson(
  tx: Tx,
  person: NewPerson,
): Promise<PersonRow | Refusal<'USERNAME_TAKEN'> | Refusal<'UNKNOWN_UNIT'> | Refusal<'ROLES_EXCLUDE'>> {
  if (rolesExclude(person.roles)) return refuse('ROLES_EXCLUDE');
  if (!(await unitExists(tx, person.unit))) return refuse('UNKNOWN_UNIT');
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO person (name, username, unit_id, roles, password_hash, must_change_password)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (username) DO NOTHING RETURNING id`,
    [
      person.name,
      person.username,
      person.unit,
      [...new Set(person.roles)],
      person.passwordHash,
      person.mustChangePassword,
    ],
  );
  const id = rows[0]?.id;
  return id === undefined ? refuse('USERNAME_TAKEN') : getPerson(tx, id);
}

/** Disables an account or lets it in again. The last system administrator stays, else nobody could make accounts. */
export async function setDisabled(
  tx: Tx,
  id: string,
  disabled: boolean,
): Promise<PersonRow | Refusal<'NOT_FOUND'> | Refusal<'LAST_ADMIN'>> {
  const admins = await lockAdministrators(tx);
  if (disabled && admins.length === 1 && admins[0] === id) return refuse('LAST_ADMIN');
  const { rowCount } = await tx.query(
    `UPDATE person SET disabled_at = CASE WHEN $2 THEN coalesce(disabled_at, now()) END,
       failures = 0, locked_until = NULL WHERE id = $1`,
    [id, disabled],
  );
  return rowCount === 1 ? getPerson(tx, id) : refuse('NOT_FOUND');
}

/** Locked in one order, so that two who disable each other at once cannot both succeed. */
async function lockAdministrators(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM person WHERE 'system_admin' = ANY (roles) AND disabled_at IS NULL ORDER BY id FOR UPDATE`,
  );
  return rows.map((row) => row.id);
}

async function getPerson(tx: Tx, id: string): Promise<PersonRow> {
  const { rows } = await tx.query<PersonRow>(`${selectPeople} WHERE p.id = $1`, [id]);
  if (rows[0] === undefined) throw new RangeError('person vanished');
  return rows[0];
}
