import type { Person, Role } from '@lanzha/contract';
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
  secondFactor: boolean;
  /** Police or staff number. */
  staffNo: string | null;
  /** A request about this account that waits for a second person. */
  pending: Person['pending'];
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
  staffNo?: string | undefined;
}

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const selectPeople = `
  SELECT p.id, p.name, p.username, json_build_object('id', u.id, 'name', u.name) AS unit, p.roles,
         p.must_change_password AS "mustChangePassword",
         EXISTS (SELECT FROM second_factor f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL) AS "secondFactor",
         p.staff_no AS "staffNo", (
           SELECT json_build_object('id', a.id, 'kind', a.kind) FROM approval a
           WHERE a.target = p.id::text AND a.state = 'pending' AND a.expires_at > now() ORDER BY a.requested_at LIMIT 1
         ) AS pending,
         ${utc('p.disabled_at')} AS "disabledAt",
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

/** The account with its rights at once: for the first set-up, which has nobody to agree yet, and for accounts without rights. */
export async function createPerson(
  tx: Tx,
  person: NewPerson,
): Promise<PersonRow | Refusal<'USERNAME_TAKEN'> | Refusal<'UNKNOWN_UNIT'> | Refusal<'ROLES_EXCLUDE'>> {
  if (rolesExclude(person.roles)) return refuse('ROLES_EXCLUDE');
  if (!(await unitExists(tx, person.unit))) return refuse('UNKNOWN_UNIT');
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO person (name, username, unit_id, roles, password_hash, must_change_password, staff_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (username) DO NOTHING RETURNING id`,
    [
      person.name,
      person.username,
      person.unit,
      [...new Set(person.roles)],
      person.passwordHash,
      person.mustChangePassword,
      person.staffNo === undefined || person.staffNo === '' ? null : person.staffNo,
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
  if (disabled && (await isLastAdministrator(tx, id))) return refuse('LAST_ADMIN');
  const { rowCount } = await tx.query(
    `UPDATE person SET disabled_at = CASE WHEN $2 THEN coalesce(disabled_at, now()) END,
       failures = 0, locked_until = NULL WHERE id = $1`,
    [id, disabled],
  );
  // Who stops and lets in again somebody locked out means the lock too.
  await tx.query('UPDATE signin_address SET failures = 0, locked_until = NULL WHERE person_id = $1', [id]);
  return rowCount === 1 ? getPerson(tx, id) : refuse('NOT_FOUND');
}

/**
 * Disables an account for whoever holds the machine, also one without which fewer than two people could approve; the last
 * system administrator stays here too. The caller ends its sessions and holds the lock of the approvals.
 */
export async function disableAtConsole(
  tx: Tx,
  username: string,
): Promise<{ id: string; name: string } | Refusal<'NOT_FOUND'> | Refusal<'LAST_ADMIN'>> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM person WHERE username = $1 AND disabled_at IS NULL',
    [username],
  );
  return rows[0] === undefined ? refuse('NOT_FOUND') : setDisabled(tx, rows[0].id, true);
}

/**
 * Whether nobody would be left to manage accounts without this one. An account that nobody has ever signed in with, or
 * whose first password still stands, is no help to a house that needs one: its owner may not exist. Locked in one order,
 * so that two who disable each other at once cannot both succeed.
 */
export async function isLastAdministrator(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await tx.query<{ id: string; proven: boolean }>(
    `SELECT id, last_seen_at IS NOT NULL AND NOT must_change_password AS proven FROM person
     WHERE 'system_admin' = ANY (roles) AND disabled_at IS NULL ORDER BY id FOR UPDATE`,
  );
  return rows.some((row) => row.id === id) && !rows.some((row) => row.id !== id && row.proven);
}

export async function getPerson(tx: Tx, id: string): Promise<PersonRow> {
  const { rows } = await tx.query<PersonRow>(`${selectPeople} WHERE p.id = $1`, [id]);
  if (rows[0] === undefined) throw new RangeError('person vanished');
  return rows[0];
}
