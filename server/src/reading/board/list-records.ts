import type { BoardFigure, BoardRecords } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { readRows } from '../lists/index.ts';
import { type BoardDesk, today } from './count.ts';
import { conditions } from './figures.ts';

export interface RecordsQuery {
  readonly figure: BoardFigure;
  readonly unit?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The warnings behind a figure, the oldest first: as many as the figure says. */
export async function listRecords(
  desk: BoardDesk,
  { figure, unit, after, limit }: RecordsQuery,
): Promise<BoardRecords | Refusal<'NOT_FOUND'>> {
  const { tx, now } = desk;
  const { where, marks } = today(desk);
  where.and(conditions[figure](marks));
  // Types of marks that this condition does not use.
  where.and(`num_nonnulls(${marks.since}::timestamptz, ${marks.now}::timestamptz, ${marks.sheet}::date) = 3`);
  if (unit !== undefined) where.and(`w.unit_id = ${where.value(unit)}::uuid`);
  const named = unit === undefined ? null : await findUnit(desk, unit);
  if (named === undefined) return refuse('NOT_FOUND');
  const { rows: counted } = await tx.query<{ total: number }>(
    `SELECT count(*) AS total FROM warning w WHERE ${where.sql()}`,
    where.values,
  );
  if (after !== undefined) where.and(`w.id > ${where.value(after)}::uuid`);
  const { rows } = await tx.query<{ id: string }>(
    `SELECT w.id FROM warning w WHERE ${where.sql()} ORDER BY w.id LIMIT ${where.value(limit + 1)}`,
    where.values,
  );
  const ids = rows.slice(0, limit).map(({ id }) => id);
  return {
    figure,
    unit: named,
    items: await readRows(desk, ids),
    total: counted[0]?.total ?? 0,
    next: rows.length > limit ? (ids.at(-1) ?? null) : null,
    asOf: now.toISOString(),
  };
}

async function findUnit({ tx }: BoardDesk, id: string): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await tx.query<{ id: string; name: string }>('SELECT id, name FROM unit WHERE id = $1', [
    id,
  ]);
  return rows[0];
}
