import type { UnitKind } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { likePattern } from './like-pattern.ts';
import { placeExists } from './places.ts';

export interface NewUnit {
  code: string;
  name: string;
  kind: UnitKind;
  place: string;
  parent?: string | undefined;
}

export interface UnitRow {
  id: string;
  code: string;
  name: string;
  kind: UnitKind;
  place: { code: string; name: string };
  parent: { id: string; name: string } | null;
  /** Accounts that are not disabled. */
  people: number;
}

const selectUnits = `
  SELECT u.id, u.code, u.name, u.kind, json_build_object('code', p.code, 'name', p.name) AS place,
         CASE WHEN up.id IS NOT NULL THEN json_build_object('id', up.id, 'name', up.name) END AS parent,
         (SELECT count(*)::int FROM person WHERE unit_id = u.id AND disabled_at IS NULL) AS people
  FROM unit u JOIN place p ON p.code = u.place_code LEFT JOIN unit up ON up.id = u.parent_id
  WHERE u.closed_at IS NULL`;

export async function listUnits(
  tx: Tx,
  filter: { q?: string | undefined; kind?: UnitKind | undefined },
): Promise<UnitRow[]> {
  const { rows } = await tx.query<UnitRow>(
    `${selectUnits} AND ($1::text IS NULL OR u.name ILIKE $1 OR u.code ILIKE $1)
       AND ($2::text IS NULL OR u.kind = $2) ORDER BY u.place_code, u.kind, u.code`,
    [likePattern(filter.q), filter.kind ?? null],
  );
  return rows;
}

export async function createUnit(
  tx: Tx,
  unit: NewUnit,
): Promise<UnitRow | Refusal<'CODE_TAKEN'> | Refusal<'UNKNOWN_PLACE'> | Refusal<'UNKNOWN_PARENT'>> {
  if (!(await placeExists(tx, unit.place))) return refuse('UNKNOWN_PLACE');
  if (unit.parent !== undefined && !(await unitExists(tx, unit.parent))) return refuse('UNKNOWN_PARENT');
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO unit (code, name, kind, place_code, parent_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (code) DO NOTHING RETURNING id`,
    [unit.code, unit.name, unit.kind, unit.place, unit.parent ?? null],
  );
  const id = rows[0]?.id;
  return id === undefined ? refuse('CODE_TAKEN') : getUnit(tx, id);
}

export async function unitExists(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM unit WHERE id = $1 AND closed_at IS NULL', [id]);
  return rowCount === 1;
}

async function getUnit(tx: Tx, id: string): Promise<UnitRow> {
  const { rows } = await tx.query<UnitRow>(`${selectUnits} AND u.id = $1`, [id]);
  if (rows[0] === undefined) throw new RangeError('unit vanished');
  return rows[0];
}
