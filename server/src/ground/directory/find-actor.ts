import type { Role, UnitKind } from '@lanzha/contract';
import type { Scope, Tx } from '../db/index.ts';
import type { Actor } from './actor.ts';
import { actsOf } from './permissions.ts';
import { reachesUnits, scopeOf } from './scope-of.ts';

interface ActorRow {
  id: string;
  name: string;
  username: string;
  roles: Role[];
  mustChangePassword: boolean;
  unitId: string;
  unitName: string;
  unitKind: UnitKind;
  placeCode: string;
  placeName: string;
}

/** The person with what they may do and see; null when the account is unknown or disabled. */
export async function findActor(tx: Tx, id: string): Promise<Actor | null> {
  const { rows } = await tx.query<ActorRow>({
    name: 'find-actor',
    text: `SELECT p.id, p.name, p.username, p.roles, p.must_change_password AS "mustChangePassword", u.id AS "unitId",
             u.name AS "unitName", u.kind AS "unitKind", u.place_code AS "placeCode", pl.name AS "placeName"
           FROM person p JOIN unit u ON u.id = p.unit_id JOIN place pl ON pl.code = u.place_code
           WHERE p.id = $1 AND p.disabled_at IS NULL`,
    values: [id],
  });
  const row = rows[0];
  if (row === undefined) return null;
  const { unitKind, ...person } = row;
  const unitsBelow = reachesUnits(row.roles, unitKind) ? await listUnitsBelow(tx, row.unitId) : [];
  return { ...person, acts: actsOf(row.roles), scope: scopeOf({ ...row, unitsBelow }) };
}

/** What a person with these roles would see from a unit; null when the unit is not there. */
export async function findScope(
  tx: Tx,
  person: { id: string; roles: readonly Role[] },
  unitId: string,
): Promise<Scope | null> {
  const { rows } = await tx.query<{ unitKind: UnitKind; placeCode: string }>(
    'SELECT kind AS "unitKind", place_code AS "placeCode" FROM unit WHERE id = $1 AND closed_at IS NULL',
    [unitId],
  );
  const unit = rows[0];
  if (unit === undefined) return null;
  const unitsBelow = reachesUnits(person.roles, unit.unitKind) ? await listUnitsBelow(tx, unitId) : [];
  return scopeOf({ ...person, ...unit, unitsBelow });
}

/** A unit and all units below it; the depth bound stops at a circle of parents. */
async function listUnitsBelow(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'list-units-below',
    text: `WITH RECURSIVE below (id, depth) AS (
             SELECT $1::uuid, 0
             UNION ALL SELECT u.id, b.depth + 1 FROM below b JOIN unit u ON u.parent_id = b.id WHERE b.depth < 8)
           SELECT DISTINCT id FROM below`,
    values: [id],
  });
  return rows.map((row) => row.id);
}
