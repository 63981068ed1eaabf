import type { Tx } from '../db/index.ts';
import type { Division } from './division.ts';

export interface Place {
  code: string;
  name: string;
  level: number;
  /** How many places lie directly below. */
  children: number;
}

/** Stores places, parents before children; known ones stay as they are. */
export async function addPlaces(tx: Tx, places: readonly Division[]): Promise<void> {
  const columns = [
    places.map((p) => p.code),
    places.map((p) => p.name),
    places.map((p) => p.level),
    places.map((p) => p.parent),
  ];
  await tx.query(
    `INSERT INTO place (code, name, level, parent)
     SELECT * FROM unnest($1::text[], $2::text[], $3::smallint[], $4::text[]) ON CONFLICT DO NOTHING`,
    columns,
  );
}

/** The places directly below `parent`; without it the county this installation works for. */
export async function listPlaces(tx: Tx, parent?: string): Promise<Place[]> {
  const { rows } = await tx.query<Place>(
    `SELECT p.code, p.name, p.level, (SELECT count(*)::int FROM place c WHERE c.parent = p.code) AS children
     FROM place p
     WHERE CASE WHEN $1::text IS NULL THEN p.code = (SELECT county_code FROM installation) ELSE p.parent = $1 END
     ORDER BY p.code`,
    [parent ?? null],
  );
  return rows;
}

export async function placeExists(tx: Tx, code: string): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM place WHERE code = $1', [code]);
  return rowCount === 1;
}
